namespace NanoBanana.Api.Errors;

/// <summary>
/// Writes a failure as a problem document also to those whose <c>Accept</c> does not name JSON, such as an image element; the
/// framework's own writer would leave them a bare status.
/// </summary>
internal sealed class UnaskedProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context) =>
        context.HttpContext.RequestServices.GetServices<IProblemDetailsWriter>().First(writer => writer != this).WriteAsync(context);
}
