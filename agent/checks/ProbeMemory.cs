using NanoAgent.Attestation.Claims;

namespace NanoAgent.Checks;

/// <summary>
/// Remembers the findings of intrusive probes, so that they run once per firmware version and set of credentials and later
/// reports repeat them. A finding is remembered only after the report that carried it has its receipt.
/// </summary>
internal sealed class ProbeMemory
{
    private const char Separator = '|';
    private const int Fields = 5;

    private readonly IMemory _memory;

    public ProbeMemory(IMemory memory) => _memory = memory;

    /// <summary>The remembered finding, or null when the probe is to run.</summary>
    /// <param name="check">The check's id.</param>
    /// <param name="state">Firmware version and credential generations now.</param>
    public Finding Recall(string check, string state)
    {
        string text = _memory.Get(KeyOf(check));
        string[] fields = text == null ? new string[0] : text.Split(Separator);

        if (fields.Length != Fields || fields[0] != state)
        {
            return null;
        }

        return new Finding(check, (Outcome)int.Parse(fields[1]), (Basis)int.Parse(fields[2]), fields[3], null) { RanIn = uint.Parse(fields[4]) };
    }

    /// <summary>Remembers a finding whose report has its receipt. What did not run is not remembered: it runs again.</summary>
    public void Keep(Finding finding, string state, uint observation)
    {
        if (finding.Outcome != Outcome.NotRun && finding.RanIn == 0)
        {
            _memory.Set(KeyOf(finding.Check), state + Separator + ((int)finding.Outcome).ToString() + Separator + ((int)finding.Basis).ToString()
                + Separator + finding.Reason + Separator + observation.ToString());
        }
    }

    private static string KeyOf(string check) => "p-" + (check.Length > 22 ? check.Substring(0, 22) : check);
}
