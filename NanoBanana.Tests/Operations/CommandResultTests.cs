using NanoBanana.Core;
using NanoBanana.Core.Redis;
using StackExchange.Redis;
using CommandStatus = NanoBanana.Core.CommandStatus;

namespace NanoBanana.Tests.Operations;

/// <summary>What changes answer, in the core and from the scripts.</summary>
[Trait("Kind", "Unit")]
public sealed class CommandResultTests
{
    [Fact]
    public void Has_a_value_only_when_the_change_stands()
    {
        CommandResult<string> made = "row";
        CommandResult<string> refused = CommandStatus.Forbidden;

        Assert.Equal((true, CommandStatus.Ok, "row"), (made.IsOk, made.Status, made.Value));
        Assert.Equal((false, CommandStatus.Forbidden, null), (refused.IsOk, refused.Status, refused.Value));
        Assert.Equal("imageIds", CommandResult<string>.Refused(CommandStatus.Unknown, field: "imageIds").Field);
    }

    [Fact]
    public void Is_no_success_without_a_value()
    {
        Assert.False(default(CommandResult<string>).IsOk);
        Assert.Throws<ArgumentOutOfRangeException>(() => CommandResult<string>.Refused(CommandStatus.Ok));
    }

    [Theory]
    [InlineData("ok", CommandStatus.Ok, "row")]
    [InlineData("missing", CommandStatus.Missing, null)]
    [InlineData("fenced", CommandStatus.Fenced, null)]
    public void Reads_the_row_of_a_reply_that_is_ok(string word, object status, string? row)
    {
        var reply = ScriptReply.From([RedisResult.Create((RedisValue)word), RedisResult.Create((RedisValue)"ROW")]);

        Assert.Equal(status, reply.Status);
        Assert.Equal(row, reply.Read(text => text.ToLowerInvariant()).Value);
        Assert.Equal(row, reply.With("row").Value);
        Assert.Equal(status, reply.With("row").Status);
    }
}
