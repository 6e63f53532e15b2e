using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Evidence;

namespace NanoAgent.Bench;

/// <summary>Is an update image that was changed on its way refused, and the genuine one taken?</summary>
public sealed class ChangedImageTest : BenchTest
{
    /// <summary>Bits that are turned, each in an image of its own, at places that chance picks.</summary>
    public const int TurnedBits = 8;

    /// <inheritdoc/>
    public override string Id => "changed-image";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Criteria => ["S1.1-06", "S1.1-08"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Checks => [CheckIds.UpdateMechanism, CheckIds.UpdateVerification];

    /// <inheritdoc/>
    public override async Task<(TestOutcome Outcome, string Summary)> RunAsync(BenchSession run)
    {
        ArgumentNullException.ThrowIfNull(run);

        if (run.Target.GenuineImage is not { Length: > 1 } genuine || run.Target.Door.UpdatePath.Length == 0)
        {
            return Inconclusive("no genuine image was given, or the unit has no place to upload one");
        }

        if (await run.Door.OpenSessionAsync(run.Cancel).ConfigureAwait(false) is not string session)
        {
            return Inconclusive("the true password opens no session to upload with");
        }

        run.Saw($"genuine image: {genuine.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(genuine))}");
        int refused = 0;

        foreach ((string name, byte[] image) in Changed(genuine, run.Chance).Concat(run.Target.ForeignImages.Select(f => (f.Key, f.Value))))
        {
            DoorAnswer answer = await run.Door.UploadAsync(image, session, run.Cancel).ConfigureAwait(false);
            run.Saw($"{name}: status {answer.Status} {OneLine(answer.Body)}");

            if (answer.IsYes)
            {
                return Fail($"an image was taken: {name}");
            }

            if (answer.IsSilent || answer.Status is 401 or 404)
            {
                return Inconclusive($"the place for updates does not answer: status {answer.Status}");
            }

            refused++;
        }

        DoorAnswer control = await run.Door.UploadAsync(genuine, session, run.Cancel).ConfigureAwait(false);
        run.Saw($"genuine image: status {control.Status} {OneLine(control.Body)}");
        return control.IsYes
            ? Pass($"{refused} changed images refused, the genuine one taken")
            : Inconclusive($"{refused} changed images refused, and the genuine one too: who refuses everything has shown nothing");
    }

    private static IEnumerable<(string Name, byte[] Image)> Changed(byte[] genuine, Random chance)
    {
        for (int i = 0; i < TurnedBits; i++)
        {
            // The first and the last byte are always among them: a check that leaves out head or tail is the usual fault.
            int at = i == 0 ? 0 : i == 1 ? genuine.Length - 1 : chance.Next(genuine.Length);
            int bit = chance.Next(8);
            byte[] image = (byte[])genuine.Clone();
            image[at] ^= (byte)(1 << bit);
            yield return ($"bit {bit} of byte {at} turned", image);
        }

        yield return ("cut to half", genuine[..(genuine.Length / 2)]);
        yield return ("last byte cut off", genuine[..^1]);
        yield return ("a byte added", [.. genuine, 0]);
    }

    private static string OneLine(string body) => new([.. body.ReplaceLineEndings(" ").Where(c => !char.IsControl(c)).Take(80)]);
}
