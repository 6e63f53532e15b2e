using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Log;

namespace NanoAgent.Evidence;

/// <summary>A row's state in an earlier declaration.</summary>
/// <param name="Id">The criterion.</param>
/// <param name="State">Its state then.</param>
public sealed record EarlierRow(string Id, CriterionState State);

/// <summary>An earlier pack of the same collector, as far as a later one refers to it.</summary>
public sealed record EarlierDeclaration
{
    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>Its models.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>When support was to end, <c>yyyy-MM-dd</c>, or null.</summary>
    public string? SupportEnds { get; init; }

    /// <summary>The firmware version.</summary>
    public required string Firmware { get; init; }

    /// <summary>The scheme's id.</summary>
    public required string Scheme { get; init; }

    /// <summary>A demonstration.</summary>
    public required bool Demonstration { get; init; }

    /// <summary>When it was made, in Unix seconds.</summary>
    public required long Made { get; init; }

    /// <summary>SHA-256 of its manifest, base64url: names that very pack.</summary>
    public required string Manifest { get; init; }

    /// <summary>The log's head then; null when it had none.</summary>
    public TreeHead? Head { get; init; }

    /// <summary>The proof that the log only grew from that head to this declaration's (RFC 9162 §2.1.4), base64url hashes; null before it was asked for.</summary>
    public IReadOnlyList<string>? Consistency { get; init; }

    /// <summary>The rows then.</summary>
    public required IReadOnlyList<EarlierRow> Rows { get; init; }

    /// <summary>Takes what a later declaration needs from a pack that was verified.</summary>
    /// <param name="report">A report that found nothing wrong.</param>
    public static EarlierDeclaration From(PackReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new EarlierDeclaration
        {
            Product = report.Product!,
            Models = report.Models,
            SupportEnds = report.SupportEnds,
            Firmware = report.Firmware!,
            Scheme = report.Scheme!,
            Demonstration = report.Demonstration,
            Made = report.Made,
            Manifest = report.Manifest!,
            Head = report.Head,
            Rows = [.. report.Rows.Select(r => new EarlierRow(r.Criterion, r.State))],
        };
    }

    /// <summary>True when the proof leads from the earlier head to that one; also when there was no head to start from.</summary>
    /// <param name="later">The later head, or null.</param>
    internal bool IsContinuedBy(TreeHead? later) =>
        Head is null || (later is not null && AsHead(Head) is Attestation.Verify.Log.TreeHead from && AsHead(later) is Attestation.Verify.Log.TreeHead to
            && TreeVerifier.HasGrownFrom(from, to, [.. (Consistency ?? []).Select(Bytes)]));

    private static Attestation.Verify.Log.TreeHead? AsHead(TreeHead head) => Bytes(head.Root) is { Length: TreeHash.Bytes } root ? new(head.Size, root) : null;

    private static byte[] Bytes(string text) => Base64Url.TryDecode(text, out byte[] bytes) ? bytes : [];
}
