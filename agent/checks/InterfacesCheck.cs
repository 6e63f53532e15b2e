using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Are only the declared interfaces in use?</summary>
public sealed class InterfacesCheck : ICheck
{
    private const string Order =
        CheckReasons.UndeclaredPort + "," + CheckReasons.UndeclaredSoftAp + "," + CheckReasons.SmartConfig
        + "," + CheckReasons.UndeclaredBluetooth;

    /// <inheritdoc/>
    public string Id => CheckIds.Interfaces;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Reads;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        IInterfaces interfaces = context.Board.Interfaces;
        Finding without = Answers.WithoutPart(Id, interfaces);

        if (without != null)
        {
            return without;
        }

        var tally = new Tally(Id, Order);
        TryPorts(interfaces, tally);
        JudgeRadio(interfaces.SoftApOn, interfaces.SoftApDeclared, CheckReasons.UndeclaredSoftAp, tally);
        tally.Judge(interfaces.SmartConfigOn, Answer.Yes, CheckReasons.SmartConfig, Basis.Measured, null);
        JudgeRadio(interfaces.BluetoothOn, interfaces.BluetoothDeclared, CheckReasons.UndeclaredBluetooth, tally);
        return tally.Finish(Basis.Probed, Reasons.Holds);
    }

    private static void TryPorts(IInterfaces interfaces, Tally tally)
    {
        int[] ports = interfaces.PortsToTry;
        int inUse = 0;

        if (ports.Length == 0)
        {
            // Where nothing was tried, nothing was seen to be closed.
            tally.Unknown();
        }

        for (int i = 0; i < ports.Length; i++)
        {
            Answer answer = interfaces.PortInUse(ports[i]);
            inUse += answer == Answer.Yes ? 1 : 0;

            if (!Holds(interfaces.DeclaredPorts, ports[i]))
            {
                tally.Judge(answer, Answer.Yes, CheckReasons.UndeclaredPort, Basis.Probed, "port-" + ports[i].ToString());
            }
        }

        tally.Facts.Add("ports-tried", ports.Length);
        tally.Facts.Add("ports-in-use", inUse);
        AddDeclared(interfaces.DeclaredPorts, tally);
    }

    private static void AddDeclared(int[] ports, Tally tally)
    {
        var all = new ListDigest();

        for (int i = 0; i < ports.Length; i++)
        {
            all.Add(ports[i].ToString());
        }

        tally.Facts.Add("ports-declared", ports.Length);
        tally.Facts.Add(ListDigest.Fact, all.Finish());
    }

    /// <summary>What is declared may be on or off; it does not matter then whether that can be seen.</summary>
    private static void JudgeRadio(Answer on, bool declared, string reason, Tally tally)
    {
        if (!declared)
        {
            tally.Judge(on, Answer.Yes, reason, Basis.Measured, null);
        }
    }

    private static bool Holds(int[] ports, int port)
    {
        for (int i = 0; i < ports.Length; i++)
        {
            if (ports[i] == port)
            {
                return true;
            }
        }

        return false;
    }
}
