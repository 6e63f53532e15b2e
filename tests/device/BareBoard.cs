using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Device;

/// <summary>A board that knows nothing of itself, and whose random source counts.</summary>
internal sealed class BareBoard : IBoard, IIdentity, IClock, IRandomSource
{
    private uint _state = 1;

    /// <summary>Does the source give only the steps of a counter, instead of the values of a congruential generator?</summary>
    public bool Counts { get; set; }

    public IIdentity Identity => this;

    public IClock Clock => this;

    public IRandomSource Random => this;

    public IFlash Flash { get; } = new MemoryFlash(8192);

    public byte[] Ueid => Known.Hex("0100112233445566778899AABBCCDDEEFF");

    public string Model => "BARE-1";

    public string FirmwareName => "bare";

    public string FirmwareVersion => "1.0.0";

    public bool IsVirtual => true;

    public KeyProtection KeyProtection => KeyProtection.PlainFlash;

    public uint BootCount => 1;

    public Answer DerivedFromPublicData => Answer.No;

    public long UtcSeconds => 0;

    public long UptimeMs => 1;

    public Answer IsSet => Answer.No;

    public Answer SourceAuthenticated => Answer.No;

    public IEntropy Entropy => null;

    public ICredentials Credentials => null;

    public IServices Services => null;

    public IUpdateMechanism Update => null;

    public IEndpoints Endpoints => null;

    public IStorage Storage => null;

    public IInterfaces Interfaces => null;

    public IDebugPort Debug => null;

    public ISettings Settings => null;

    public IEraser Eraser => null;

    public IEventLog EventLog => null;

    public ISoftware Software => null;

    public INativeFacts Native => null;

    public ISupport Support => null;

    public void Fill(byte[] buffer)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            _state = Counts ? _state + 1 : (_state * 1664525) + 1013904223;
            buffer[i] = Counts ? (byte)_state : (byte)(_state >> 24);
        }
    }
}
