namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>
/// What unknown words are by their place: something to be removed ("remove the leash") or changed ("make the leash red"), which a mask has
/// to show, or the kind of a colour ("sage green").
/// </summary>
internal static class Strangers
{
    /// <returns>
    /// The tokens with things for words without a meaning, and the colours that kinds of them were taken for; null where a word stays
    /// unknown.
    /// </returns>
    public static (IReadOnlyList<Token> Tokens, IReadOnlyList<string> ReadAs)? Name(IReadOnlyList<Token> tokens)
    {
        var (named, readAs) = (new List<Token>(), new List<string>());
        for (var start = 0; start < tokens.Count;)
        {
            var segment = tokens.Skip(start).TakeWhile((token, at) => at == 0 || token is not Break).ToList();
            if (!TryName(segment, named, readAs))
            {
                return null;
            }

            start += segment.Count;
        }

        return (named, readAs);
    }

    private static bool TryName(List<Token> segment, List<Token> named, List<string> readAs)
    {
        var isRemoved = segment.Exists(token => token is Act { Kind: ActKind.Remove or ActKind.Take })
            && !segment.Exists(token => token is Head or Noun { Kind: NounKind.Background });
        var isChanged = segment.Exists(IsChange)
            || (segment.Exists(token => token is Make or To) && segment.Exists(token => token is Colour));
        for (var at = 0; at < segment.Count; at++)
        {
            if (segment[at] is not Stranger)
            {
                named.Add(segment[at]);
                continue;
            }

            var end = at;
            while (end + 1 < segment.Count && segment[end + 1] is Stranger)
            {
                end++;
            }

            var before = at == 0 ? null : segment[at - 1];
            if (isRemoved || (isChanged && before is Determiner))
            {
                named.Add(new Topic("object") { Source = string.Join(' ', segment[at..(end + 1)].Select(token => token.Source)) });
            }
            else if (end + 1 < segment.Count && segment[end + 1] is Colour && before is not null)
            {
                readAs.Add(segment[end + 1].Source);
            }
            else
            {
                return false;
            }

            at = end;
        }

        return true;
    }

    private static bool IsChange(Token token) =>
        token is Head head && (ClauseSlots.Of(head.Subject) & Slots.Region) == Slots.Region;
}
