namespace NanoBanana.Core.Messages;

/// <summary>Words to look for in many sessions: what a <see cref="TextIndex"/> is asked about them.</summary>
internal sealed class TextQuery
{
    public TextQuery(string words)
    {
        Words = words;
        Bits = NGrams.BitsOf(words);
        HeadCommand = ["GET", "u1", 0, "GET", "i64", "#1", .. Bits.SelectMany(bit => TextIndex.Get(0, bit))];
    }

    public string Words { get; }

    /// <summary>The bits of a filter that are set where the words may be.</summary>
    public int[] Bits { get; }

    /// <summary>What is read of every session; made once, because there are thousands of them.</summary>
    public object[] HeadCommand { get; }
}
