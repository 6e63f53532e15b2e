using NanoAgent.Attestation.Claims;
using NanoAgent.Evidence;

namespace NanoAgent.Bench;

/// <summary>Is anything open to who has no session, or a made-up one?</summary>
public sealed class OpenAccessTest : BenchTest
{
    /// <inheritdoc/>
    public override string Id => "open-access";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Criteria => ["S1.1-01"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Checks => [CheckIds.AccessControl];

    /// <inheritdoc/>
    public override async Task<(TestOutcome Outcome, string Summary)> RunAsync(BenchSession run)
    {
        ArgumentNullException.ThrowIfNull(run);
        DoorProfile profile = run.Target.Door;
        int refused = 0;

        foreach (string path in profile.ClosedPaths)
        {
            foreach (string? session in new[] { null, "00112233445566778899aabbccddeeff" })
            {
                DoorAnswer answer = await run.Door.ReadAsync(path, session, run.Cancel).ConfigureAwait(false);
                run.Saw($"GET {path} with {(session is null ? "no session" : "a made-up session")}: status {answer.Status}");

                if (answer.IsYes)
                {
                    return Fail($"{path} is shown to somebody with {(session is null ? "no session" : "a made-up session")}");
                }

                refused += answer.IsSilent ? 0 : 1;
            }
        }

        if (profile.UpdatePath.Length > 0)
        {
            DoorAnswer answer = await run.Door.UploadAsync([0, 1, 2, 3], null, run.Cancel).ConfigureAwait(false);
            run.Saw($"POST {profile.UpdatePath} with no session: status {answer.Status}");

            if (answer.IsYes)
            {
                return Fail($"{profile.UpdatePath} takes an image from somebody with no session");
            }
        }

        return refused == 0 ? Inconclusive("the endpoint does not answer") : await ControlAsync(run).ConfigureAwait(false);
    }

    // Who refuses everybody has shown nothing: the true password must open what was closed.
    private static async Task<(TestOutcome, string)> ControlAsync(BenchSession run)
    {
        string? session = await run.Door.OpenSessionAsync(run.Cancel).ConfigureAwait(false);
        string path = run.Target.Door.ClosedPaths[0];
        DoorAnswer? answer = session is null ? null : await run.Door.ReadAsync(path, session, run.Cancel).ConfigureAwait(false);
        run.Saw($"GET {path} with the true password: {(answer is null ? "no session" : $"status {answer.Status}")}");
        return answer is { IsYes: true }
            ? Pass($"{run.Target.Door.ClosedPaths.Count} paths are closed without a session and open with one")
            : Inconclusive("nothing was open without a session, and nothing with the true password either");
    }
}
