using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What needs to know what is in the picture.</summary>
internal static class SubjectBuilder
{
    public static Built CutOut(Clause clause) => clause.Detail<Colour>(Slots.Colour) is { } colour
        ? LayerBuilder.Backdrop(colour.Value)
        : new SetBackground(new Backdrop.Transparent());

    public static Built Background(Clause clause) =>
        clause.Detail<Act>(Slots.Act) is { Kind: ActKind.Remove } ? new SetBackground(new Backdrop.Transparent())
        : clause.Has(Slots.Second) ? new SetBackground(new Backdrop.SecondPicture())
        : clause.Detail<Colour>(Slots.Colour) is { } colour
            ? clause.Has(Slots.Extent)
                ? GeometryBuilder.Sized(clause, LayerBuilder.Backdrop(colour.Value))
                : LayerBuilder.Backdrop(colour.Value)
        : clause.Detail<FillName>(Slots.Fill) is { Kind: FillKind.Blur } ? new SetBackground(new Backdrop.Blurred(50))
        : Complaints.Needs(clause);

    /// <summary>The colour behind what is transparent already.</summary>
    public static Built Backfill(Clause clause) => clause.Detail<Colour>(Slots.Colour) is { Value: { IsOpaque: true } behind }
        ? new FillBackground(behind)
        : Complaints.Needs(clause);

    /// <summary>What a mask marks; without one it is said what to do.</summary>
    public static Built Remove(Clause clause) =>
        clause.Detail<Noun>(Slots.Where) is { Kind: NounKind.Background } ? new SetBackground(new Backdrop.Transparent())
        : clause.Detail<Noun>(Slots.Where) is { Kind: NounKind.Edges or NounKind.Corners } edges
            ? Complaints.Topic(new Topic("cut") { Source = edges.Source })
        : clause.Detail<Topic>(Slots.Where) is { IsRemovable: false } topic ? Complaints.Topic(topic)
        : clause.Has(Slots.Colour) && !clause.Has(Slots.Where) ? Complaints.Needs(clause)
        : new RemoveMasked();

    /// <summary>"Keep only the subject" where nothing else is said of the rest.</summary>
    public static Built Keep(Clause clause) => clause.Detail<Noun>(Slots.Where) is { Kind: NounKind.Subject }
        ? new SetBackground(new Backdrop.Transparent())
        : Complaints.Needs(clause);

    /// <summary>What time does to a photograph, all over it; tears and scratches are for a mask.</summary>
    public static Built Restore(Clause clause) => clause.Detail<Topic>(Slots.Where) is { } topic
        ? Complaints.Topic(topic)
        : new Built([new Denoise(30), new FixColours(), new Enhance(60)]);

    public static Built Anonymise(Clause clause) =>
        clause.Detail<Token>(Slots.Where) is null or Noun { Kind: NounKind.Faces or NounKind.Subject }
        ? new Within(new Region.Faces(), new Pixelate(Length.Percent(2)))
        : Complaints.Needs(clause);

    /// <summary>The part of the picture that a clause speaks of; null for all of it.</summary>
    /// <param name="rest">What "the rest" is all of.</param>
    public static (Region? Region, Complaint? Wrong) RegionOf(Clause clause, Region? rest)
    {
        Region? region = clause.Detail<Token>(Slots.Where) switch
        {
            Noun { Kind: NounKind.Background } => Region.Background,
            Noun { Kind: NounKind.Subject } => new Region.Subject(),
            Noun { Kind: NounKind.Faces } => new Region.Faces(),
            Noun { Kind: NounKind.Corners } => new Region.Corners(),
            Noun { Kind: NounKind.Edges } => new Region.Edges(),
            Noun { Kind: NounKind.Rest } => rest is null ? null : rest with { Inverted = !rest.Inverted },
            PartOf part => new Region.Side(part.Anchor, part.Share),
            _ => clause.Detail<Place>(Slots.Place) is { } place ? new Region.Side(place.Anchor, 0.5) : null,
        };
        return clause.Detail<Token>(Slots.Where) switch
        {
            Topic { IsPaintable: true } when !clause.Has(Slots.Inverted) && !IsKept(clause) => (new Region.Marked(), null),
            Topic topic => (null, Complaints.Topic(topic)),
            Noun { Kind: NounKind.Rest } noun when region is null => (null, Complaints.Stray(noun.Source, clause.Source)),
            _ when clause.Has(Slots.Inverted) || IsKept(clause) => region is null
                ? (null, Complaints.Needs(clause))
                : (region with { Inverted = !region.Inverted }, null),
            _ => (region, null),
        };
    }

    /// <summary>"Black and white, but keep the subject".</summary>
    private static bool IsKept(Clause clause) =>
        clause.Subject != Subject.Keep && clause.Detail<Act>(Slots.Act) is { Kind: ActKind.Keep } && clause.Has(Slots.Where);
}
