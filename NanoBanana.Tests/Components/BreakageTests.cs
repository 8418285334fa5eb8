using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Web.Edits;

namespace NanoBanana.Tests.Components;

/// <summary>What the mark in the header is for.</summary>
[Trait("Kind", "Unit")]
public sealed class BreakageTests
{
    [Theory]
    [InlineData(EditProblems.Provider, true)]
    [InlineData(EditProblems.Timeout, true)]
    [InlineData(EditProblems.QuotaDay, true)]
    [InlineData(EditProblems.QuotaMinute, true)]
    [InlineData(EditProblems.StorageFull, true)]
    [InlineData(EditProblems.NotUnderstood, false)]
    [InlineData(EditProblems.NoImage, false)]
    [InlineData(EditProblems.Blocked, false)]
    [InlineData(EditProblems.Input, false)]
    [InlineData(EditProblems.TooExpensive, false)]
    public void A_request_that_is_refused_for_what_it_asks_is_no_breakage(string code, bool isBroken)
    {
        Assert.Equal(isBroken, EditErrorText.IsBroken(Edit(EditStatus.Failed, code)));
        Assert.False(EditErrorText.IsBroken(Edit(EditStatus.Cancelled, code)));
    }

    private static Edit Edit(EditStatus status, string code) => new(
        new("e"), new("s"), status, "brighter", [], null, 1, "local", 1, [], new Problem(code, "", ""), "m", null,
        DateTimeOffset.UnixEpoch, null,
        DateTimeOffset.UnixEpoch, new("u"), null, new(0, 0));
}
