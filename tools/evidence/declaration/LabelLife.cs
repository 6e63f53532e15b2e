namespace NanoAgent.Evidence;

/// <summary>What the calendar says of a label and of the support behind it.</summary>
public enum LifeNotice
{
    /// <summary>The label's two years are over.</summary>
    LabelEnded,

    /// <summary>They end within <see cref="LabelLife.WarningDays"/>.</summary>
    LabelEndsSoon,

    /// <summary>Support is over.</summary>
    SupportEnded,

    /// <summary>It ends within <see cref="LabelLife.WarningDays"/>.</summary>
    SupportEndsSoon,

    /// <summary>Support ends before the label could.</summary>
    SupportEndsBeforeLabel,

    /// <summary>Nobody recorded when support ends.</summary>
    SupportNotStated,
}

/// <summary>How long a label and the product's support last. Two dates, never one.</summary>
/// <param name="Issued">When the label was issued; null without a label.</param>
/// <param name="EndsAtLatest">The last day that it can be valid; null without a label or for a scheme whose rule is not known.</param>
/// <param name="SupportEnds">When support ends; null when not recorded.</param>
/// <param name="Notices">What to do something about.</param>
public sealed record LabelLife(DateOnly? Issued, DateOnly? EndsAtLatest, DateOnly? SupportEnds, IReadOnlyList<LifeNotice> Notices)
{
    /// <summary>Longest life of a JC-STAR label of any level, in years from its issue (ipa.go.jp/security/jc-star/shinsei/index.html).</summary>
    public const int MostYears = 2;

    /// <summary>How many days ahead an end is said: long enough to apply anew. Ours, not a rule of the scheme.</summary>
    public const int WarningDays = 180;

    /// <summary>Reads it off a product record.</summary>
    /// <param name="product">The product.</param>
    /// <param name="scheme">The scheme's id; the rule on a label's life is JC-STAR's.</param>
    /// <param name="today">The day.</param>
    public static LabelLife Of(ProductRecord product, string scheme, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(scheme);
        DateOnly? issued = RecordRules.Date(product.LabelIssued);
        DateOnly? ends = scheme.StartsWith("jc-star-", StringComparison.Ordinal) ? RecordRules.Date(product.LabelEnds) ?? issued?.AddYears(MostYears) : null;
        DateOnly? support = RecordRules.Date(product.SupportEnds);
        return new LabelLife(issued, ends, support, [.. Find(ends, support, today)]);
    }

    private static IEnumerable<LifeNotice> Find(DateOnly? label, DateOnly? support, DateOnly today)
    {
        if (label < today)
        {
            yield return LifeNotice.LabelEnded;
        }
        else if (label < today.AddDays(WarningDays))
        {
            yield return LifeNotice.LabelEndsSoon;
        }

        if (support is null)
        {
            yield return LifeNotice.SupportNotStated;
        }
        else if (support < today)
        {
            yield return LifeNotice.SupportEnded;
        }
        else if (support < today.AddDays(WarningDays))
        {
            yield return LifeNotice.SupportEndsSoon;
        }

        if (support < label)
        {
            yield return LifeNotice.SupportEndsBeforeLabel;
        }
    }
}
