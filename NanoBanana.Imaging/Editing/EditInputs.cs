namespace NanoBanana.Imaging.Editing;

/// <summary>What a program works on.</summary>
/// <param name="Pictures">Whole files, the one that changes first; none where the program makes its own canvas.</param>
/// <param name="Mask">
/// A PNG as large as the first picture, upright: white is what may change. Only <see cref="EditProgram.NeedsMask"/> programs look at it.
/// </param>
internal sealed record EditInputs(IReadOnlyList<ReadOnlyMemory<byte>> Pictures, ReadOnlyMemory<byte>? Mask = null);
