using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Somebody without a mouse, who has to see where the focus is.</summary>
internal sealed class KeyboardOnly(IPage page)
{
    private const int Patience = 120;
    private const int Looks = 20;
    private const string Nowhere = "nowhere";

    /// <summary>What stands out at the focus, or why it cannot be seen.</summary>
    private const string Stop =
        """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body) return 'nowhere';
          const name = `${at.tagName.toLowerCase()} "${(at.getAttribute('aria-label') ?? at.textContent).trim().slice(0, 40)}"`;
          const box = at.getBoundingClientRect();
          const isInside = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
          if (!isInside) return `${name} is out of the window: ${JSON.stringify(box)}`;
          if (!at.checkVisibility({ opacityProperty: true })) return `${name} is transparent`;
          const outlined = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
          const marked = [at, ...at.children, at.parentElement].some(
            one => [null, '::before', '::after'].some(part => outlined(getComputedStyle(one, part))));
          return marked ? '' : `${name} does not stand out`;
        }
        """;

    /// <summary>Goes on with Tab (or back) until the control has the focus. Every stop on the way is seen.</summary>
    public async Task GoToAsync(ILocator control, bool back = false)
    {
        await Expect(control).ToBeVisibleAsync();
        await Expect(control).ToBeEnabledAsync();
        var lost = 0;
        for (var i = 0; i < Patience; i++)
        {
            await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            var stop = await SeeAsync();
            // Beyond the last stop is the browser's own window, once around.
            Assert.True(stop.Length == 0 || (stop == Nowhere && ++lost == 1), stop);
            if (await control.EvaluateAsync<bool>("control => control === document.activeElement"))
            {
                return;
            }
        }
        Assert.Fail($"{control} is not reached.");
    }

    public async Task PressAsync(ILocator control, string key = "Enter", bool back = false)
    {
        await GoToAsync(control, back);
        await page.Keyboard.PressAsync(key);
    }

    public async Task TypeIntoAsync(ILocator field, string text)
    {
        await GoToAsync(field);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>After something was done: whoever goes on is still somewhere on the page.</summary>
    public Task ShouldBeSomewhereAsync() => page.WaitForFunctionAsync(
        "() => document.activeElement !== document.body && document.activeElement.checkVisibility()", null, new() { Timeout = 5_000 });

    /// <summary>Looks a few times: the page may just be drawn anew.</summary>
    private async Task<string> SeeAsync()
    {
        var seen = "";
        for (var look = 0; look < Looks; look++)
        {
            seen = await page.EvaluateAsync<string>(Stop);
            if (seen is "" or Nowhere)
            {
                break;
            }
        }
        return seen;
    }
}
