using System.ComponentModel.DataAnnotations;
using NanoBanana.Contracts;

namespace NanoBanana.Api.Requests;

/// <summary><c>?limit=</c>: 1–100.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class PageLimitAttribute() : RangeAttribute(1, Limits.PageMax);

/// <summary><c>?q=</c>: the words of a search.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class QueryWordsAttribute() : StringLengthAttribute(Limits.QueryMaxLength);
