using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Messages;

/// <summary>Settings of messages and of the search in them (section <c>Messages</c>).</summary>
internal sealed class MessageOptions
{
    /// <summary>Bytes of messages, prompts and rows of images in the sessions that one user owns, public copies included.</summary>
    [Range(1, long.MaxValue)]
    public long TextBytesPerUser { get; set; } = 200L << 20;

    /// <summary>Bytes of text that one search looks through; it goes on with the cursor it answers.</summary>
    [Range(1024, 1L << 30)]
    public long SearchBytes { get; set; } = 16L << 20;
}

[OptionsValidator]
internal sealed partial class MessageOptionsValidator : IValidateOptions<MessageOptions>;
