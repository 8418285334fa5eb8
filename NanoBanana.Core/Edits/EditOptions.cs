using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Edits;

/// <summary>Settings of edits (section <c>Edits</c>).</summary>
internal sealed class EditOptions
{
    /// <summary>Cost units that one user may spend between two midnights UTC.</summary>
    [Range(0, int.MaxValue)]
    public int UnitsPerDay { get; set; } = 200;

    /// <summary>Cost units of engines on the network that all users together may spend between two midnights UTC.</summary>
    [Range(0, int.MaxValue)]
    public int UnitsPerDayOfAll { get; set; } = 2000;

    /// <summary>Edits that one user may ask for between two midnights UTC, whatever comes of them.</summary>
    [Range(1, 100_000)]
    public int EditsPerDay { get; set; } = 2000;

    /// <summary>Edits of one user that may be open at a time.</summary>
    [Range(1, 10_000)]
    public int OpenPerUser { get; set; } = 30;

    /// <summary>Edits of one run that are open at a time; its other pictures wait.</summary>
    [Range(1, 100)]
    public int OpenPerRun { get; set; } = 4;

    /// <summary>How long one answer of an engine on the network may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The longest wait that is sat out when an engine asks for one; a longer one ends the edit and is told to the one who asked.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Whether the answers of trained models are kept as they came beside the results, with the provider's Content Credentials. They count
    /// as stored, go with the image and are served to nobody.
    /// </summary>
    public bool KeepAnswers { get; set; }

    /// <summary>Earlier edits of the picture that an engine on the network is told about.</summary>
    [Range(0, 20)]
    public int HistoryTurns { get; set; } = 4;
}

[OptionsValidator]
internal sealed partial class EditOptionsValidator : IValidateOptions<EditOptions>;
