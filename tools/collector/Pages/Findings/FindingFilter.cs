using System.Globalization;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Collector.Pages.Findings;

/// <summary>Which findings are asked for; the address of the page says it, so that it can be kept and sent.</summary>
/// <param name="Model">Only this model; null for all.</param>
/// <param name="Firmware">Only units whose last live report has this firmware; null for all.</param>
/// <param name="Check">Only this check; null for all.</param>
/// <param name="Outcome">Only this outcome; null for all.</param>
/// <param name="Basis">Only this basis; null for all.</param>
/// <param name="Since">Only findings that have stood so since this day or later; null for all.</param>
public sealed record FindingFilter(string? Model, string? Firmware, string? Check, Outcome? Outcome, Basis? Basis, DateOnly? Since)
{
    /// <summary>All outcomes, in the order of their numbers.</summary>
    public static IReadOnlyList<Outcome> Outcomes { get; } = Enum.GetValues<Outcome>();

    /// <summary>All bases.</summary>
    public static IReadOnlyList<Basis> Bases { get; } = Enum.GetValues<Basis>();

    /// <summary>Reads it off an address; what cannot be read asks for nothing. Without any outcome, failures are shown; <c>any</c> shows all.</summary>
    public static FindingFilter Read(string? model, string? firmware, string? check, string? outcome, string? basis, string? since) => new(
        Text(model), Text(firmware), Text(check),
        outcome == "any" ? null : Outcomes.Cast<Outcome?>().FirstOrDefault(o => ClaimNames.Of(o!.Value) == outcome) ?? Attestation.Claims.Outcome.Fail,
        Bases.Cast<Basis?>().FirstOrDefault(b => ClaimNames.Of(b!.Value) == basis),
        DateOnly.TryParseExact(since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null);

    /// <summary>The address of a page with these findings.</summary>
    public string Address(string path, string? after = null) => Links.To(
        path,
        ("model", Model), ("firmware", Firmware), ("check", Check), ("outcome", Outcome is Outcome outcome ? ClaimNames.Of(outcome) : "any"),
        ("basis", Basis is Basis basis ? ClaimNames.Of(basis) : null), ("since", Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("after", after));

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
