using System.Security.Cryptography;
using System.Text;

namespace NanoAgent.Evidence;

/// <summary>Names of a report's files. Hexadecimal, since some file systems take letters of both cases for one.</summary>
internal static class PackPaths
{
    /// <summary>The report's name: half of its token's SHA-256.</summary>
    public static string Name(ReportEvidence report) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(report.Token)))[..32];

    /// <summary>Path of the token.</summary>
    public static string Token(ReportEvidence report) => $"tokens/{Name(report)}.jwt";

    /// <summary>Path of the attestation result, or null.</summary>
    public static string? Ear(ReportEvidence report) => report.Ear is null ? null : $"ears/{Name(report)}.jwt";

    /// <summary>Path of the inclusion proof.</summary>
    public static string Proof(ReportEvidence report) => $"proofs/{Name(report)}.json";
}
