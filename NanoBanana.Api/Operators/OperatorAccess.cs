using Microsoft.Extensions.Options;
using NanoBanana.Core.Operators;

namespace NanoBanana.Api.Operators;

/// <summary>Who is an operator: those whom the settings name, and those who were made one.</summary>
internal sealed class OperatorAccess(IOptionsMonitor<OperatorOptions> options, OperatorStore operators)
{
    public async Task<bool> IsOperatorAsync(string userId) =>
        options.CurrentValue.UserIds.Contains(userId) || await operators.ContainsAsync(userId);
}
