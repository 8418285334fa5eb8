using System.Globalization;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Layout;

/// <summary>Says times in the browser's time zone and the reader's language.</summary>
internal sealed class LocalTime(TimeProvider time)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    /// <summary>The browser's zone, such as <c>Asia/Shanghai</c>; UTC when it is not known.</summary>
    public void SetZone(string? id)
    {
        if (id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            _zone = zone;
        }
    }

    public DateOnly Date(DateTimeOffset at) => DateOnly.FromDateTime(Here(at).DateTime);

    public string Clock(DateTimeOffset at) => Here(at).ToString("t", CultureInfo.CurrentCulture);

    public string Full(DateTimeOffset at) => Here(at).ToString("f", CultureInfo.CurrentCulture);

    public string Day(DateOnly day) => (Date(time.GetUtcNow()).DayNumber - day.DayNumber) switch
    {
        0 => Text.Today,
        1 => Text.Yesterday,
        _ => day.ToString("D", CultureInfo.CurrentCulture),
    };

    /// <summary>The clock for today, else the day.</summary>
    public string Short(DateTimeOffset at) =>
        Date(at) == Date(time.GetUtcNow()) ? Clock(at) : Here(at).ToString("d", CultureInfo.CurrentCulture);

    /// <summary>When a day begins here.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new(midnight, _zone.GetUtcOffset(midnight));
    }

    private DateTimeOffset Here(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);
}
