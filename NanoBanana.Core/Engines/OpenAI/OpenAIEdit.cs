using System.ClientModel;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.OpenAI;

/// <summary>The form that asks for a changed picture. The SDK's own takes one picture only, this one sixteen.</summary>
internal sealed class OpenAIEdit : BinaryContent
{
    private readonly MultipartFormDataContent _form = [];

    public OpenAIEdit(OpenAIOptions options, string prompt, IReadOnlyList<RemotePicture> pictures, byte[]? mask, EngineInputs extra)
    {
        Add("model", options.Model);
        Add("prompt", prompt);
        Add("n", "1");
        Add("size", OpenAISize.For(OpenAIModel.Of(options.Model), pictures[0], extra.Choices?.AspectRatio, options.MaxPixels));
        Add("output_format", OpenAIWire.OutputFormat);
        Add("background", OpenAIWire.Background(extra.TransparentBackground));
        Add("quality", extra.Choices?.Quality ?? options.Quality);
        Add("input_fidelity", options.InputFidelity);
        foreach (var picture in pictures)
        {
            Add(pictures.Count > 1 ? "image[]" : "image", picture.File, picture.ContentType, picture.FileName);
        }

        if (mask is not null)
        {
            Add("mask", mask, "image/png", "mask.png");
        }
    }

    public string ContentType => _form.Headers.ContentType!.ToString();

    public override bool TryComputeLength(out long length)
    {
        length = _form.Headers.ContentLength ?? 0;
        return _form.Headers.ContentLength is not null;
    }

    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default) =>
        _form.CopyTo(stream, null, cancellationToken);

    public override Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default) =>
        _form.CopyToAsync(stream, cancellationToken);

    public override void Dispose() => _form.Dispose();

    private void Add(string name, string? value)
    {
        if (value is not null)
        {
            var content = new StringContent(value);
            content.Headers.ContentType = null;
            _form.Add(content, Quoted(name));
        }
    }

    private void Add(string name, ReadOnlyMemory<byte> file, string contentType, string fileName) =>
        _form.Add(new ReadOnlyMemoryContent(file) { Headers = { ContentType = new(contentType) } }, Quoted(name), Quoted(fileName));

    // Not every server reads names without quotation marks.
    private static string Quoted(string name) => $"\"{name}\"";
}
