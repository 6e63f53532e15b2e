using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>
/// The agent's update gate as a firmware embeds it, and what a firmware can do wrong around it: not act on one of its verdicts,
/// or write the image over the running version before asking.
/// </summary>
internal sealed class VirtualUpdate : IUpdateMechanism
{
    /// <summary>Name of the gate's files.</summary>
    private const string Name = "upd";

    private readonly UpdateBehaviour _behaviour;
    private readonly UpdateGate _gate;
    private readonly IFlash _flash;

    /// <summary>Opens the gate; installs the factory's version at the first boot.</summary>
    public VirtualUpdate(UpdateBehaviour behaviour, IFlash flash, string model, VirtualVendor vendor)
    {
        _behaviour = behaviour;
        _flash = flash;
        _gate = new UpdateGate(flash, Name, vendor.PublicKey, model, VirtualVendor.SlotBytes, behaviour.HasSamples ? vendor : null, behaviour.LooksForUpdates);

        if (_gate.RunningSlot < 0)
        {
            byte[] image = vendor.FactoryImage();
            _gate.Begin();
            _gate.Write(image, 0, image.Length);
            _gate.Finish();
        }
    }

    /// <inheritdoc/>
    public Presence Presence => _behaviour.Presence;

    /// <inheritdoc/>
    public Answer KeepsPrevious => _behaviour.KeepsPrevious;

    /// <inheritdoc/>
    public Answer CoversFirmware => _gate.CoversFirmware;

    /// <inheritdoc/>
    public Answer LooksForUpdates => _gate.LooksForUpdates;

    /// <inheritdoc/>
    public byte[] RunningDigest() => _gate.RunningDigest();

    /// <inheritdoc/>
    public byte[] Sample(UpdateSample kind) => _gate.Sample(kind);

    /// <inheritdoc/>
    public UpdateVerdict Rehearse(byte[] image, int length)
    {
        if (_behaviour.OverwritesRunning)
        {
            _flash.Write(Name + _gate.RunningSlot, image, 0, length);
            _flash.Sync();
        }

        UpdateVerdict verdict = _gate.Rehearse(image, length);
        return Ignores(verdict) ? UpdateVerdict.Accepted
            : verdict == UpdateVerdict.Accepted && !_behaviour.AcceptsGenuine ? UpdateVerdict.BadSignature
            : verdict;
    }

    /// <summary>Does this firmware go on although the gate said no?</summary>
    private bool Ignores(UpdateVerdict verdict) => verdict switch
    {
        UpdateVerdict.BadSignature => !_behaviour.ChecksSignature,
        UpdateVerdict.BadDigest => !_behaviour.ChecksDigest,
        UpdateVerdict.WrongLength => !_behaviour.ChecksLength,
        UpdateVerdict.WrongModel => !_behaviour.ChecksModel,
        UpdateVerdict.TooOld => !_behaviour.ChecksVersion,
        UpdateVerdict.TooLarge => !_behaviour.ChecksSize,
        _ => false,
    };
}

/// <summary>The vendor of virtual units: signs the factory's version and the samples.</summary>
/// <remarks>Its private key stands below for everybody to read. It signs for virtual units only.</remarks>
internal sealed class VirtualVendor : IUpdateSamples
{
    /// <summary>Bytes that a slot holds.</summary>
    public const int SlotBytes = 4096;

    private const int BundleBytes = 1200;
    private const uint FactoryVersion = 10400;
    private const uint NextVersion = 10500;

    private readonly SoftwareSigner _signer = Signer("nanoAgent virtual vendor");
    private readonly SoftwareSigner _stranger = Signer("nanoAgent virtual stranger");
    private readonly Dictionary<UpdateSample, byte[]> _samples = [];
    private readonly string _model;

    /// <summary>A vendor of one model.</summary>
    public VirtualVendor(string model) => _model = model;

    /// <summary>The vendor's update key.</summary>
    public PublicKey PublicKey => _signer.PublicKey;

    /// <summary>What the factory installs.</summary>
    public byte[] FactoryImage() => Image(_model, FactoryVersion, BundleBytes, _signer);

    /// <inheritdoc/>
    public byte[] Sample(UpdateSample kind)
    {
        if (!_samples.TryGetValue(kind, out byte[]? sample))
        {
            _samples[kind] = sample = Make(kind);
        }

        return (byte[])sample.Clone();
    }

    private byte[] Make(UpdateSample kind) => kind switch
    {
        UpdateSample.Genuine => Image(_model, NextVersion, BundleBytes, _signer),
        UpdateSample.WrongModel => Image(_model == "OTHER-1" ? "OTHER-2" : "OTHER-1", NextVersion, BundleBytes, _signer),
        UpdateSample.Older => Image(_model, FactoryVersion - 1, BundleBytes, _signer),
        UpdateSample.Oversized => Image(_model, NextVersion, SlotBytes + 1, _signer),
        _ => Image(_model, NextVersion, BundleBytes, _stranger),
    };

    private static SoftwareSigner Signer(string name) => new(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(name)), KeyProtection.Unknown, null);

    private static byte[] Image(string model, uint version, int statedBytes, TokenSigner signer)
    {
        // What is stated beyond a sample's size is not there: the gate must refuse before it would read so far.
        byte[] bundle = new byte[Math.Min(statedBytes, BundleBytes)];
        System.Text.Encoding.ASCII.GetBytes($"bundle {version}").CopyTo(bundle, 0);
        string text = $"{version / 10000}.{version / 100 % 100}.{version % 100}";
        return [.. UpdateManifest.Write(model, version, text, (uint)statedBytes, SHA256.HashData(bundle), signer), .. bundle];
    }
}
