namespace NanoAgent.Attestation.Verify.Appraisal;

/// <summary>The claims of AR4SI §2.3 that an agent of this kind can support. 0 is "no claim": it is not written.</summary>
/// <remarks>
/// file-system, runtime-opaque and sourced-data are never claimed: managed code on the unit cannot observe them (AR4SI §2.3.6).
/// Values: 2 as it should be; 32 known weakness; 36 security-relevant configuration unavailable; 96 not acceptable; 97 unknown (instance-identity).
/// </remarks>
public sealed record TrustworthinessVector
{
    /// <summary>Is it the unit that it says? 2 known; 0 not said.</summary>
    public int InstanceIdentity { get; init; }

    /// <summary>Are its settings acceptable? 2, 32, 36 or 96.</summary>
    public int Configuration { get; init; }

    /// <summary>Is its software recognised? 2, 33 not recognised, 32 below the minimum version.</summary>
    public int Executables { get; init; }

    /// <summary>Is its hardware able to protect the key? 2, 32 when the key lies in readable flash.</summary>
    public int Hardware { get; init; }

    /// <summary>How are secrets stored? 2 by hardware keys, 32 encrypted without, 96 in the clear.</summary>
    public int StorageOpaque { get; init; }

    /// <summary>Name and value of every claim that is made, in AR4SI's order.</summary>
    public IEnumerable<KeyValuePair<string, int>> Claims()
    {
        KeyValuePair<string, int>[] all =
        [
            new("instance-identity", InstanceIdentity),
            new("configuration", Configuration),
            new("executables", Executables),
            new("hardware", Hardware),
            new("storage-opaque", StorageOpaque),
        ];
        return all.Where(claim => claim.Value != 0);
    }

    /// <summary>No better than the worst claim; none when no claim says anything.</summary>
    public EarStatus Status()
    {
        EarStatus worst = EarStatus.None;

        foreach (KeyValuePair<string, int> claim in Claims())
        {
            EarStatus tier = EarStatuses.TierOf(claim.Value);
            worst = tier > worst ? tier : worst;
        }

        return worst;
    }
}
