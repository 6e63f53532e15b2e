using NanoAgent.Bench;

namespace NanoAgent.Tool;

/// <summary>A person who cuts the power when asked to. Nobody there: it was not done.</summary>
internal sealed class GuidedPower(Terminal terminal) : IPowerSwitch
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task<bool> CycleAsync(CancellationToken cancel)
    {
        terminal.Say("nanoagent: take the unit's power away now (pull the plug, no orderly shutdown), wait ten seconds, give it back, then press Enter; type n to leave it out");

        try
        {
            string? said = await Task.Run(terminal.Input.ReadLine, cancel).WaitAsync(Patience, cancel);
            return said is not null && !said.StartsWith('n');
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
