namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>One operation with what was said about it.</summary>
internal sealed class Clause(Head head)
{
    private readonly Dictionary<Slots, Token> _details = [];
    private Head _head = head;

    public Subject Subject => _head.Subject;

    public string Source => _head.Source;

    /// <summary>It says what is wrong: an order may follow.</summary>
    public bool IsComplaint => _head.IsComplaint || Detail<Direction>(Slots.Direction) is { IsComplaint: true };

    /// <summary>+1, −1, or 0 where nobody said more or less. A complaint has its own: "much too dark".</summary>
    public int Sign => Detail<Direction>(Slots.Direction) is { } direction && !_head.IsComplaint
        ? direction.Sign * (_head.Sign == 0 ? 1 : _head.Sign)
        : _head.Sign;

    /// <summary>The same when an operation is to be undone: "remove the vignette", "less grain".</summary>
    public bool IsTakenAway => Detail<Act>(Slots.Act) is { Kind: ActKind.Remove } || Sign < 0;

    /// <summary>As a factor, where it is said in words.</summary>
    public double Degree => Detail<Degree>(Slots.Degree)?.Factor ?? 1;

    public bool Has(Slots slot) => _details.ContainsKey(slot);

    public T? Detail<T>(Slots slot)
        where T : Token => _details.GetValueOrDefault(slot) as T ?? (_head.Detail is T detail && detail.Slot == slot ? detail : null);

    /// <summary>The only detail that tells how much; what an operation brings along gives way to what was said.</summary>
    public Measure? Amount => _details.Where(detail => (detail.Key & Slots.Amount) != 0).Select(detail => (Measure)detail.Value)
        .FirstOrDefault(_head.Detail as Measure);

    public bool Accepts(Token token) => Room(token) != Slots.None && ClauseSlots.Fits(Subject, token);

    public bool TryTake(Token token)
    {
        if (!Accepts(token))
        {
            return false;
        }

        if (IsSaidAgain(token))
        {
            return true;
        }

        if ((token.Slot & Slots.Amount) != 0)
        {
            _details.Remove(Slots.Degree);
        }

        return _details.TryAdd(Room(token), token);
    }

    /// <summary>The same operation was named twice in one breath: "resize it to half the size".</summary>
    public void Join(Head other) => _head = _head with
    {
        Sign = _head.Sign == 0 ? other.Sign : _head.Sign,
        Detail = _head.Detail ?? other.Detail,
        Source = _head.Detail is null ? other.Source : _head.Source,
    };

    public bool CanJoin(Head other) =>
        (_details.Count == 0 || NamesItsSide(other)) && other.Subject == Subject
        && (_head.Detail is null || other.Detail is null || _head.Detail == other.Detail)
        && (_head.Sign == 0 || other.Sign == 0 || _head.Sign == other.Sign);

    /// <summary>"Cut off 30 pixels off the bottom".</summary>
    private bool NamesItsSide(Head other) => Subject == Subject.CropOff && other.Detail is Place && !Has(Slots.Place) && !Has(Slots.Where);

    /// <summary>Where the detail would be kept; none where there is no place for it.</summary>
    private Slots Room(Token token)
    {
        var allowed = ClauseSlots.Of(Subject);
        var slot = token.Slot == Slots.Colour && Has(Slots.Colour) ? Slots.OtherColour : token.Slot;
        return (slot & allowed) != 0 && (!Taken(slot) || IsSaidAgain(token)) ? slot : Slots.None;
    }

    /// <summary>"Slightly ... a bit", and "remove the sign from the wall": the mask says where.</summary>
    private bool IsSaidAgain(Token token) =>
        (token is Degree && (Has(Slots.Degree) || Amount is { To: false }))
        || (Subject == Subject.Remove && token is Topic or Noun && Has(Slots.Where));

    // There is one amount, whatever its unit, and words for it count too.
    private bool Taken(Slots slot)
    {
        // "Slightly to the left, maybe 3 degrees": the number says how much.
        var kin = (slot & Slots.Amount) != 0 ? Slots.Amount
            : slot == Slots.Degree ? Slots.Amount | Slots.Degree
            : (slot & (Slots.Where | Slots.Place)) != 0 && (ClauseSlots.Of(Subject) & Slots.Region) == Slots.Region
                ? Slots.Where | Slots.Place
            : slot;
        return _details.Keys.Any(taken => (taken & kin) != 0);
    }
}
