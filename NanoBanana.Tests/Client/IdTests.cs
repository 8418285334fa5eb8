using System.Globalization;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;

namespace NanoBanana.Tests.Client;

/// <summary>Ids have types in the code, and are plain strings in JSON, in addresses and in text.</summary>
[Trait("Kind", "Unit")]
public sealed class IdTests
{
    private const string Text = "0193c0ffee";

    [Fact]
    public void Are_plain_strings_in_JSON()
    {
        var typing = new Typing(new(Text), new("u"), "Ada", true);
        var json = JsonSerializer.Serialize(typing, ContractJson.Default.Typing);

        Assert.StartsWith($$"""{"sessionId":"{{Text}}","userId":"u",""", json, StringComparison.Ordinal);
        Assert.Equal(typing, JsonSerializer.Deserialize(json, ContractJson.Default.Typing));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("7", ContractJson.Default.SessionId));
    }

    [Fact]
    public void Of_every_type_are_plain_strings_and_known_to_the_contracts()
    {
        var types = typeof(IId<>).Assembly.GetTypes()
            .Where(type => type.IsValueType && type.GetInterfaces().Any(other => other.Name == typeof(IId<>).Name)).ToList();
        Assert.Superset(new HashSet<Type> { typeof(SessionId), typeof(UserId), typeof(DeviceId) }, types.ToHashSet());
        Assert.All(types, type =>
        {
            var id = Activator.CreateInstance(type, Text)!;
            Assert.Equal($"\"{Text}\"", JsonSerializer.Serialize(id, type, ContractJson.Default));
            Assert.Equal(id, JsonSerializer.Deserialize($"\"{Text}\"", type, ContractJson.Default));
            Assert.Equal(Text, id.ToString());
            Assert.Equal("", Activator.CreateInstance(type)!.ToString());
        });
    }

    [Fact]
    public void Name_entries_of_dictionaries()
    {
        var json = JsonSerializer.Serialize(new Dictionary<SessionId, int> { [new(Text)] = 1 });

        Assert.Equal($$"""{"{{Text}}":1}""", json);
        Assert.Equal(1, JsonSerializer.Deserialize<Dictionary<SessionId, int>>(json)![new(Text)]);
    }

    [Fact]
    public void Are_read_from_any_text()
    {
        Assert.True(SessionId.TryParse("no such shape", null, out var id));
        Assert.Equal("no such shape", id);
        Assert.Equal(id, SessionId.Parse(id, null));
        Assert.Equal(id, (SessionId)"no such shape");
        Assert.NotEqual(id, new("NO SUCH SHAPE"));
        Assert.Equal("of no such shape", $"of {id}");
    }

    [Fact]
    public void Are_empty_by_default()
    {
        Assert.Equal("", default(SessionId).Value);
        Assert.Equal("", $"{default(SessionId)}");
        Assert.Equal(default, new SessionId(""));
        Assert.Equal(default(SessionId).GetHashCode(), new SessionId("").GetHashCode());
    }

    [Fact]
    public void Sort_by_their_characters_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            // Between its words a dictionary has "a" before "B"; characters have it behind.
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal([new("B"), new("a"), new("b")], new ImageId[] { new("b"), new("B"), new("a") }.Order());
            Assert.InRange(new ImageId("B").CompareTo(new("a")), int.MinValue, -1);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
