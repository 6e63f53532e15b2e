using System.Globalization;
using Microsoft.AspNetCore.Components;
using NanoAgent.Collector.Pages.Language;
using NanoAgent.Collector.Pages.Layout;

namespace NanoAgent.Collector.Pages;

/// <summary>What all components of the pages share: the texts and the way numbers and times are written.</summary>
public abstract class PageComponent : ComponentBase
{
    /// <summary>The request.</summary>
    [Inject]
    public PageContext Page { get; set; } = null!;

    /// <summary>The texts.</summary>
    protected Words W => Page.Words;

    /// <summary>A whole number with its thousands apart.</summary>
    protected static string N(long value) => PageContext.Number(value);

    /// <summary>A state by word, shape and colour.</summary>
    protected static RenderFragment Chip(Tone tone, string text) => builder =>
    {
        builder.OpenComponent<Status>(0);
        builder.AddAttribute(1, nameof(Status.Tone), tone);
        builder.AddAttribute(2, nameof(Status.Text), text);
        builder.CloseComponent();
    };

    /// <summary>A percentage without decimals; 99.9 never reads 100, and 0.1 never 0.</summary>
    protected static string Percent(long part, long whole)
    {
        if (whole == 0)
        {
            return "–";
        }

        // A few of many are not one in a hundred, and all but a few are not all.
        double percent = 100.0 * part / whole;
        return part > 0 && percent < 1 ? "< 1 %" : part < whole && percent > 99 ? "> 99 %" : percent.ToString("0", CultureInfo.InvariantCulture) + " %";
    }
}
