using NanoAgent.Attestation.Claims;

namespace NanoAgent.Checks;

/// <summary>How much a check may disturb the unit.</summary>
public enum Intrusion
{
    /// <summary>Reads only; runs in every cycle.</summary>
    Reads = 0,

    /// <summary>Probes; runs once per firmware version (or when the policy asks again), and later reports repeat its finding.</summary>
    Probes = 1,
}

/// <summary>A question with an answer: no clock, network or state of its own; all it needs stands in the context.</summary>
public interface ICheck
{
    /// <summary>The check's id (<see cref="CheckIds"/>).</summary>
    string Id { get; }

    /// <summary>How much it may disturb.</summary>
    Intrusion Intrusion { get; }

    /// <summary>Asks the question. What it touched it restores, also when it throws.</summary>
    Finding Run(CheckContext context);
}
