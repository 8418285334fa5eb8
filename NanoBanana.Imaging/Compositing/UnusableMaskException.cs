namespace NanoBanana.Imaging.Compositing;

/// <summary>The mask can be read, but allows nothing to change.</summary>
internal sealed class UnusableMaskException()
    : Exception("The mask marks nothing that may change: paint what should change white, or opaque on a transparent ground.");
