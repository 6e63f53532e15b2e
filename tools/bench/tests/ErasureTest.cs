using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Evidence;

namespace NanoAgent.Bench;

/// <summary>Is what the tester put in gone from the flash after erasing?</summary>
public sealed class ErasureTest : BenchTest
{
    /// <summary>Shortest marker, in characters: shorter ones are found by chance.</summary>
    public const int MinMarker = 8;

    /// <inheritdoc/>
    public override string Id => "erasure";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Criteria => ["S1.1-15"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Checks => [CheckIds.Erasure];

    /// <inheritdoc/>
    public override Task<(TestOutcome Outcome, string Summary)> RunAsync(BenchSession run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Task.FromResult(Run(run));
    }

    private static (TestOutcome Outcome, string Summary) Run(BenchSession run)
    {
        if (run.Target.Erasure is not ErasureReading reading || reading.Marker.Length < MinMarker)
        {
            return Inconclusive("nobody read the flash before and after erasing");
        }

        int before = Count(run, reading.Before, reading.Marker, "before");
        int after = Count(run, reading.After, reading.Marker, "after");

        // Without the control, an encrypted or wrongly read flash would pass.
        return before == 0 ? Inconclusive("the marker is not readable before erasing either: the flash may be encrypted, or not wholly read")
            : after > 0 ? Fail($"after erasing, the marker is still readable in {after} places")
            : Pass($"the marker was readable in {before} places before erasing and in none afterwards");
    }

    private static int Count(BenchSession run, byte[] flash, string marker, string when)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(marker);
        (string Form, byte[] Bytes)[] forms =
        [
            ("UTF-8", utf8),
            ("UTF-16", Encoding.Unicode.GetBytes(marker)),
            ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8))),

            // Whole groups of three bytes, so that what follows the marker does not change its spelling.
            ("base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(utf8.AsSpan(0, utf8.Length / 3 * 3)))),
        ];
        int sum = 0;

        foreach ((string form, byte[] bytes) in forms)
        {
            int found = Count(flash, bytes);
            run.Saw($"{when}: {flash.Length} bytes of flash hold the marker as {form} {found} times");
            sum += found;
        }

        return sum;
    }

    private static int Count(ReadOnlySpan<byte> flash, ReadOnlySpan<byte> marker)
    {
        int found = 0;

        for (int at = flash.IndexOf(marker); at >= 0; at = flash.IndexOf(marker))
        {
            found++;
            flash = flash[(at + marker.Length)..];
        }

        return found;
    }
}
