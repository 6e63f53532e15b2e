using System.Collections;
using NanoAgent.Checks;

namespace NanoAgent;

/// <summary>What the agent may do on this unit. The firmware sets it; a collector may restrict it, never widen it.</summary>
public sealed class Policy
{
    /// <summary>Longest that one check may take before its finding counts as overrun, in milliseconds, unless told otherwise.</summary>
    public const int DefaultCheckMs = 60000;

    /// <summary>Longest that all checks of a cycle may take together, in milliseconds, unless told otherwise.</summary>
    public const int DefaultCycleMs = 600000;

    private static readonly string[] s_none = new string[0];

    /// <summary>Ids of checks that must not run.</summary>
    public string[] ForbiddenChecks { get; set; } = s_none;

    /// <summary>May checks that probe run at all?</summary>
    public bool MayProbe { get; set; } = true;

    /// <summary>May erasure run on the real stores, where the board would? It ends the unit's life in the field.</summary>
    public bool MayEraseRealStores { get; set; }

    /// <summary>Longest that one check may take, in milliseconds.</summary>
    public int MaxCheckMs { get; set; } = DefaultCheckMs;

    /// <summary>Longest that all checks of a cycle may take together, in milliseconds; those that come later do not run.</summary>
    public int MaxCycleMs { get; set; } = DefaultCycleMs;

    /// <summary>Bytes of heap that must be free before a probe, where the platform can tell; 0 for no such rule.</summary>
    public int MinFreeBytes { get; set; }

    /// <summary>Another number asks all probes again. The firmware's alone: a collector cannot ask for more probing.</summary>
    public int ProbeAgain { get; set; }

    /// <summary>Is the check forbidden?</summary>
    public bool Forbids(string check)
    {
        for (int i = 0; i < ForbiddenChecks.Length; i++)
        {
            if (ForbiddenChecks[i] == check)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>This policy with a collector's restrictions added: what either forbids is forbidden, the tighter bound holds. Nothing that a text can say widens it.</summary>
    /// <param name="restrictions">Words as on the wire (attestation/SPEC.md, "Restrictions"); may be empty. A word that is not known is passed over.</param>
    public Policy RestrictedBy(string restrictions)
    {
        string[] words = restrictions.Split(' ');
        var policy = (Policy)MemberwiseClone();
        var forbidden = new ArrayList();

        for (int i = 0; i < ForbiddenChecks.Length; i++)
        {
            forbidden.Add(ForbiddenChecks[i]);
        }

        for (int i = 0; i < words.Length; i++)
        {
            int end = words[i].IndexOf('=') + 1;
            string name = words[i].Substring(0, end);
            string value = words[i].Substring(end);
            int number = (int)Numbers.Read(value);

            if (name == "forbid=")
            {
                forbidden.Add(value);
            }
            else if (words[i] == "probe=no")
            {
                policy.MayProbe = false;
            }
            else if (name == "check-ms=" && number > 0 && number < policy.MaxCheckMs)
            {
                policy.MaxCheckMs = number;
            }
            else if (name == "cycle-ms=" && number > 0 && number < policy.MaxCycleMs)
            {
                policy.MaxCycleMs = number;
            }
            else if (name == "free-bytes=" && number > policy.MinFreeBytes)
            {
                policy.MinFreeBytes = number;
            }
        }

        policy.ForbiddenChecks = (string[])forbidden.ToArray(typeof(string));
        return policy;
    }
}
