namespace NanoAgent.Collector.Pages.Declarations;

/// <summary>What a declaration is about.</summary>
/// <param name="Product">The product's id: a product record's, or a model.</param>
/// <param name="Firmware">The firmware version, exactly as units report it.</param>
/// <param name="Scheme">The scheme's id.</param>
public sealed record Subject(string Product, string Firmware, string Scheme)
{
    /// <summary>Can there be such a product and such a firmware?</summary>
    public bool IsOne => Product.Length is > 0 and <= 64 && Firmware.Length is > 0 and <= 64;

    /// <summary>The workspace's address.</summary>
    public string Address => Links.To("/declaration", ("product", Product), ("firmware", Firmware), ("scheme", Scheme));

    /// <summary>The workspace's address with the forms of one criterion open.</summary>
    public string AddressOf(string criterion) => Links.To("/declaration", ("product", Product), ("firmware", Firmware), ("scheme", Scheme), ("row", criterion)) + "#" + criterion;
}
