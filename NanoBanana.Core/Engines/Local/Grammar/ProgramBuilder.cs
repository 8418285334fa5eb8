using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>From clauses to a program; a clause may say something of the one before.</summary>
internal sealed class ProgramBuilder
{
    private readonly List<EditStep> _steps = [];
    private Region? _kept;
    private bool _keptColour;
    private bool _canvasIsColoured;
    private Clause? _complaint;

    /// <returns>The program, or what is wrong and with which clause.</returns>
    public static (EditProgram? Program, Complaint? Wrong, Clause? Clause) Build(IReadOnlyList<Clause> clauses)
    {
        var builder = new ProgramBuilder();
        for (var at = 0; at < clauses.Count; at++)
        {
            if (clauses[at].Subject == Subject.Fix && clauses.Count > 1)
            {
                // "It is crooked, fix it": what to fix is said already.
                continue;
            }

            if (builder.Add(clauses[at], at == clauses.Count - 1) is { } wrong)
            {
                return (null, wrong, clauses[at]);
            }
        }

        return (new(builder._steps), null, null);
    }

    private Complaint? Add(Clause clause, bool isLast)
    {
        var (region, wrongRegion) = Applies(clause) ? SubjectBuilder.RegionOf(clause, _kept) : default;
        if (_keptColour && clause.Subject == Subject.Grayscale)
        {
            // "Keep the red, the rest black and white": the rest is grey already.
            return null;
        }

        if (wrongRegion is not null)
        {
            return wrongRegion;
        }

        if (clause.Subject == Subject.Keep && Keep(clause, isLast))
        {
            return null;
        }

        if (_steps is [.., var before] && IsOrderAfterComplaint(clause) && (region is null || region == (before as Within)?.Where))
        {
            if (clause.Amount is null && clause.Degree == 1)
            {
                return null;
            }

            region = (before as Within)?.Where;
            _steps.RemoveAt(_steps.Count - 1);
        }

        _complaint = clause.IsComplaint ? clause : null;
        var (steps, wrong) = StepBuilder.Build(clause);
        foreach (var step in steps)
        {
            wrong ??= Add(clause, step, region);
        }

        return wrong;
    }

    /// <summary>"The faces are too dark, brighten them by 30 %" is one wish.</summary>
    private bool IsOrderAfterComplaint(Clause clause) =>
        _complaint is { } said && said.Subject == clause.Subject && (said.Sign == clause.Sign || clause.Sign == 0);

    private Complaint? Add(Clause clause, EditStep step, Region? region)
    {
        switch (step)
        {
            case MakeCanvas canvas when _steps is [.., SetBackground { Backdrop: Backdrop.Transparent }]:
                _steps[^1] = new PlaceSubject(canvas.Width, canvas.Height, canvas.Colour);
                return null;
            case TintWith { Colour: var plain } when _steps is [.., SetBackground { Backdrop: Backdrop.Transparent }] && region is null
                && clause.Amount is null:
                // "Remove the background and make it white".
                _steps[^1] = new SetBackground(new Backdrop.Plain(plain));
                return null;
            case MakeCanvas when _steps.Count > 0:
                return Complaints.CanvasFirst;
            // "A canvas with a blue background": the canvas is what is blue.
            case SetBackground { Backdrop: Backdrop.Plain { Colour: var colour } } when _steps is [MakeCanvas] && !_canvasIsColoured:
                _steps[0] = ((MakeCanvas)_steps[0]) with { Colour = colour };
                return null;
            case SetBackground { Backdrop: Backdrop.Plain } plain when _steps is [.., SetBackground { Backdrop: Backdrop.Transparent }]:
                _steps[^1] = plain;
                return null;
            case SetBackground { Backdrop: Backdrop.Plain { Colour: var behind } }
                when _steps is [MakeCanvas, ..] or [.., Rotate or RoundCorners or CropToCircle]:
                _steps.Add(new FillBackground(behind));
                return null;
            case WriteText words when !clause.Has(Slots.Colour)
                && _steps is [.., Extend { Sides: Sides.Bottom, Fill: Fill.Plain { Colour: var paper } }]:
                // What is written on the paper of a frame is to be read there.
                _steps.Add(words with { Colour = LayerBuilder.Contrasting(paper) });
                return null;
            case KeepColour when _steps is [.., Recolour { Tone: Tone.Grayscale }]:
                _steps[^1] = step;
                return null;
            case Recolour { Tone: Tone.Grayscale } when region is Region.Subject { Inverted: true }:
                _steps.Add(new SetBackground(new Backdrop.Grey()));
                return null;
            case Adjust or Sharpen or Look or Enhance or Level or Denoise or FixColours or FixLight or LimitBytes
                when clause.Amount is null && region is null && _steps.Count > 0 && _steps[^1].Equals(step):
                // "It is too dark, make it brighter" is one wish.
                return null;
            default:
                _keptColour |= step is KeepColour;
                _canvasIsColoured |= step is MakeCanvas && clause.Has(Slots.Colour);
                _steps.Add(region is null || step is SetBackground or RemoveMasked or Within ? step : new Within(region, step));
                return step.KeepsSize || region is null ? null : Complaints.NotInAPart(clause);
        }
    }

    /// <summary>"Keep the subject in colour, the rest black and white", in either order.</summary>
    private bool Keep(Clause clause, bool isLast)
    {
        if (SubjectBuilder.RegionOf(clause, null) is not ({ } kept, null))
        {
            return false;
        }

        if (_steps is [.., { KeepsSize: true } before] && before is not (Within or SetBackground))
        {
            _steps.RemoveAt(_steps.Count - 1);
            return Add(clause, before, kept with { Inverted = !kept.Inverted }) is null;
        }

        _kept = kept;
        return !isLast;
    }

    /// <summary>Whether what is said about a place says where the operation works.</summary>
    private static bool Applies(Clause clause) =>
        (ClauseSlots.Of(clause.Subject) & Slots.Region) == Slots.Region
        || clause.Detail<Token>(Slots.Where) is Topic && clause.Subject is not (Subject.Remove or Subject.Text or Subject.Watermark)
        && !clause.Has(Slots.Act);
}
