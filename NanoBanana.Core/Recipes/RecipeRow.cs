using System.Text.Json;
using NanoBanana.Contracts.Recipes;

namespace NanoBanana.Core.Recipes;

/// <summary>Recipes as they are kept: the contract's record. The bytes that their steps need stand beside it.</summary>
internal static class RecipeRow
{
    public static Recipe Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.Recipe)!;

    public static string Write(Recipe recipe) => JsonSerializer.Serialize(recipe, RowJson.Rows.Recipe);
}
