using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Tests.Shared.Keeping;

namespace NanoAgent.Tests.Shared.Report;

/// <summary>A board that knows who it is and has a flash, and nothing more.</summary>
internal sealed class FakeBoard(IFlash flash) : IBoard, IIdentity
{
    public IIdentity Identity => this;

    public IClock Clock { get; } = new TestClock();

    public IRandomSource Random { get; } = new CountingRandom();

    public IFlash Flash => flash;

    public IEntropy? Entropy => null;

    public ICredentials? Credentials => null;

    public IServices? Services => null;

    public IUpdateMechanism? Update => null;

    public IEndpoints? Endpoints => null;

    public IStorage? Storage => null;

    public IInterfaces? Interfaces => null;

    public IDebugPort? Debug => null;

    public ISettings? Settings => null;

    public IEraser? Eraser => null;

    public IEventLog? EventLog => null;

    public ISoftware? Software => null;

    public INativeFacts? Native => null;

    public ISupport? Support => null;

    public byte[] Ueid { get; } = [1, .. new byte[16]];

    public string Model => "NA-100";

    public string FirmwareName => "demo";

    public string FirmwareVersion => "1.0";

    public bool IsVirtual => true;

    public KeyProtection KeyProtection => KeyProtection.PlainFlash;

    public uint BootCount => 1;

    public Answer DerivedFromPublicData => Answer.No;
}
