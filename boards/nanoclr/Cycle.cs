using System;
using NanoAgent.Report;

namespace NanoAgent.Boards.NanoClr;

/// <summary>Runs one whole cycle and prints the unit's key, as a JWKS, and its token.</summary>
public static class Cycle
{
    /// <summary>The entry.</summary>
    public static void Main()
    {
        var unit = new Unit(true);
        Console.WriteLine("keys {\"keys\":[" + unit.Signer.PublicKey.ToJwk() + "]}");
        bool delivered = unit.Agent.RunCycle() == DeliveryOutcome.Delivered;
        Console.WriteLine(delivered ? "delivered" : "not delivered");
    }
}
