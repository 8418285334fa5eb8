using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

/// <summary>Compares the API with its committed description, so that every change of the contract is seen in a review.</summary>
public sealed class OpenApiDocumentTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_committed_document_is_that_of_the_api()
    {
        using var http = api.CreateClient();
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!.AsObject();
        document.Remove("servers");
        var actual = document.ToJsonString(Indented) + "\n";

        var made = SourceTree.PathTo("artifacts", "openapi.json");
        await File.WriteAllTextAsync(made, actual);
        Assert.True(
            SourceTree.Read("docs", "openapi.json") == actual, $"The API has changed. If that is meant: cp {made} docs/openapi.json");
    }
}
