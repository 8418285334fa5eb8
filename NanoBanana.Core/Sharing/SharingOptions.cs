using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Sharing;

/// <summary>Settings of sharing (section <c>Sharing</c>).</summary>
internal sealed class SharingOptions
{
    /// <summary>Where the web app is, such as <c>https://example.org</c>; without it links are given relative to it.</summary>
    public Uri? WebAddress { get; set; }

    /// <summary>Members of one session; every change is told to each of them.</summary>
    [Range(2, 1000)]
    public int MembersPerSession { get; set; } = 100;

    /// <summary>Invitations that one session has at a time.</summary>
    [Range(1, 1000)]
    public int InvitesPerSession { get; set; } = 100;

    /// <summary>Snapshots that one session has at a time.</summary>
    [Range(1, 1000)]
    public int SnapshotsPerSession { get; set; } = 100;
}

[OptionsValidator]
internal sealed partial class SharingOptionsValidator : IValidateOptions<SharingOptions>;
