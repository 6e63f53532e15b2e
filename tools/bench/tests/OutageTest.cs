using NanoAgent.Attestation.Claims;
using NanoAgent.Evidence;

namespace NanoAgent.Bench;

/// <summary>Do password and settings stay as they were over a power cut?</summary>
public sealed class OutageTest : BenchTest
{
    /// <inheritdoc/>
    public override string Id => "power-cut";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Criteria => ["S1.1-14"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Checks => [CheckIds.OutageRecovery];

    /// <inheritdoc/>
    public override async Task<(TestOutcome Outcome, string Summary)> RunAsync(BenchSession run)
    {
        ArgumentNullException.ThrowIfNull(run);

        if (run.Target.Power is not IPowerSwitch power)
        {
            return Inconclusive("nobody can cut the power");
        }

        if (await SettingsAsync(run, "before").ConfigureAwait(false) is not string before)
        {
            return Inconclusive("the true password opens no session before the cut");
        }

        if (!await power.CycleAsync(run.Cancel).ConfigureAwait(false))
        {
            return Inconclusive("the power was not cut");
        }

        run.Saw("power cut and given back");

        if (!await run.ReturnsAsync().ConfigureAwait(false))
        {
            return Fail("the unit does not come back within a minute");
        }

        if (await SettingsAsync(run, "after").ConfigureAwait(false) is not string after)
        {
            return Fail("the password from before the cut opens nothing afterwards");
        }

        DoorAnswer wrong = await run.Door.LogInAsync("wrong-after-power-cut", run.Cancel).ConfigureAwait(false);
        run.Saw($"wrong password after the cut: status {wrong.Status}");
        return wrong.IsYes ? Fail("a wrong password opens after the cut")
            : before != after ? Fail("the settings are others after the cut")
            : run.Target.Door.SettingsPath.Length == 0 ? Pass("the password is as it was over a power cut; no settings were named to compare")
            : Pass("password and settings are as they were over a power cut");
    }

    private static async Task<string?> SettingsAsync(BenchSession run, string when)
    {
        string? session = await run.Door.OpenSessionAsync(run.Cancel).ConfigureAwait(false);
        run.Saw($"{when}: the true password {(session is null ? "opens nothing" : "opens a session")}");

        if (session is null || run.Target.Door.SettingsPath.Length == 0)
        {
            return session is null ? null : "";
        }

        DoorAnswer answer = await run.Door.ReadAsync(run.Target.Door.SettingsPath, session, run.Cancel).ConfigureAwait(false);
        run.Saw($"{when}: settings with status {answer.Status}, {answer.Body.Length} characters");
        return answer.IsYes ? answer.Body : null;
    }
}
