using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Tests.Virtual;

/// <summary>
/// A board written against agent/board alone, by somebody who never saw the virtual board: everything in one class, in RAM.
/// A lamp with one password, a lock after three wrong ones, no updates, no log, and a debug port left open.
/// </summary>
internal sealed class MinimalBoard : IBoard, IIdentity, IClock, IRandomSource, IFlash, IDebugPort
{
    private static readonly byte[] s_ueid = [1, .. SHA256.HashData("lamp 0001"u8)[..16]];

    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Lamp _lamp = new();
    private readonly Nothing _nothing = new();
    private long _uptime;

    /// <summary>Breaks the contract on purpose.</summary>
    public bool LeaksOwner { init => _lamp.LeaksOwner = value; }

    public IIdentity Identity => this;

    public IClock Clock => this;

    public IRandomSource Random => this;

    public IEntropy? Entropy => null;

    public IFlash Flash => this;

    public ICredentials Credentials => _lamp;

    public IServices Services => _lamp;

    public IUpdateMechanism Update => _nothing;

    public IEndpoints? Endpoints => null;

    public IStorage? Storage => null;

    public IInterfaces? Interfaces => null;

    public IDebugPort Debug => this;

    public ISettings? Settings => null;

    public IEraser? Eraser => null;

    public IEventLog? EventLog => null;

    public ISoftware? Software => null;

    public INativeFacts? Native => null;

    public ISupport? Support => null;

    public byte[] Ueid => s_ueid;

    public string Model => "LAMP-1";

    public string FirmwareName => "lamp";

    public string FirmwareVersion => "0.9";

    public bool IsVirtual => true;

    public KeyProtection KeyProtection => KeyProtection.Unknown;

    public uint BootCount => 0;

    public Answer DerivedFromPublicData => Answer.Unknown;

    public long UtcSeconds => _uptime / 1000;

    public long UptimeMs => _uptime++;

    public Answer IsSet => Answer.No;

    public Answer SourceAuthenticated => Answer.Unknown;

    public Presence Presence => Presence.Present;

    public Answer Attached => Answer.No;

    public Answer WireProtocolOpen => Answer.Unknown;

    public Answer JtagOpen => Answer.Yes;

    public Answer ReleaseBuild => Answer.Unknown;

    public int FreeBytes => -1;

    public void Fill(byte[] buffer) => RandomNumberGenerator.Fill(buffer);

    public bool Exists(string name) => _files.ContainsKey(name);

    public int Length(string name) => _files.GetValueOrDefault(name)?.Length ?? 0;

    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        byte[] rest = _files.GetValueOrDefault(name, [])[Math.Min(position, Length(name))..];
        int n = Math.Min(count, rest.Length);
        Array.Copy(rest, 0, buffer, offset, n);
        return n;
    }

    public void Write(string name, byte[] data, int offset, int count) => _files[name] = data[offset..(offset + count)];

    public void Append(string name, byte[] data, int offset, int count) =>
        _files[name] = [.. _files.GetValueOrDefault(name, []), .. data.AsSpan(offset, count)];

    public void Delete(string name) => _files.Remove(name);

    public void Sync()
    {
    }

    /// <summary>The lamp's update mechanism: known to be missing, so nothing else of it is ever asked.</summary>
    private sealed class Nothing : IUpdateMechanism
    {
        public Presence Presence => Presence.Missing;

        public Answer KeepsPrevious => throw new InvalidOperationException();

        public Answer CoversFirmware => throw new InvalidOperationException();

        public Answer LooksForUpdates => throw new InvalidOperationException();

        public UpdateVerdict Rehearse(byte[] image, int length) => throw new InvalidOperationException();

        public byte[] Sample(UpdateSample kind) => throw new InvalidOperationException();

        public byte[] RunningDigest() => throw new InvalidOperationException();
    }

    /// <summary>The lamp's owner, its probe account, and its door.</summary>
    private sealed class Lamp : ICredentials, IServices, IService
    {
        public bool LeaksOwner { set => _owner.Leaks = value; }

        private readonly Login _owner = new("owner", "correct-horse-42", false);
        private readonly Login _probe = new("probe", "battery-staple-7", true);

        public Presence Presence => Presence.Present;

        int ICredentials.Count => 2;

        int IServices.Count => 1;

        public string Name => "door";

        public int Port => 8443;

        public Answer RequiresAuthentication => Answer.Yes;

        public Answer OwnerLockedOut => _owner.Wrong >= 3 ? Answer.Yes : Answer.No;

        ICredential ICredentials.At(int index) => index == 0 ? _owner : _probe;

        IService IServices.At(int index) => this;

        public Attempt AskWithout() => Attempt.Refused;

        public Attempt AskAsProbe(string value)
        {
            if (_probe.Wrong >= 3)
            {
                return Attempt.Throttled;
            }

            Attempt answer = _probe.Guess(value);
            _probe.Wrong += answer == Attempt.Accepted ? -_probe.Wrong : 1;
            return answer;
        }

        public bool ForgiveProbe()
        {
            _probe.Wrong = 0;
            return true;
        }

        // The lamp keeps its counter in flash; a reload finds the same.
        public int LockoutSecondsAfterReload() => _probe.Wrong >= 3 ? 60 : 0;
    }

    private sealed class Login(string name, string value, bool probe) : ICredential
    {
        private string _value = value;

        public int Wrong { get; set; }

        public bool Leaks { get; set; }

        public string Name => name;

        public CredentialKind Kind => CredentialKind.Password;

        public CredentialOrigin Origin => probe ? CredentialOrigin.FactoryUnique : CredentialOrigin.UserSet;

        public bool IsProbeAccount => probe;

        public int Length => _value.Length;

        public Answer CanChange => Answer.Yes;

        public uint Generation => 0;

        public string? ProbeValue => probe || Leaks ? _value : null;

        public Attempt Guess(string value) =>
            CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(_value)) ? Attempt.Accepted : Attempt.Refused;

        public Attempt Change(string current, string next)
        {
            if (Guess(current) != Attempt.Accepted)
            {
                return Attempt.Refused;
            }

            _value = next;
            return Attempt.Accepted;
        }

        public bool TryTag(byte[] tagKey, byte[] tag) => false;
    }
}
