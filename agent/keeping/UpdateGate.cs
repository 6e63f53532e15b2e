using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>
/// Two slots for a bundle of application assemblies: a signed image goes into the slot that does not run, and becomes the one to
/// start by one atomic record, after all of it was checked as it lies in flash.
/// </summary>
/// <remarks>
/// The files are those of <see cref="UpdateSlots"/>. The firmware itself (nanoCLR) is not covered. RAM: 160 bytes of manifest and a hash while an image
/// comes in; whoever hands the image in chooses the chunk. Not thread-safe.
/// </remarks>
public sealed class UpdateGate : IUpdateMechanism
{
    private readonly UpdateSlots _slots;
    private readonly PublicKey _vendor;
    private readonly string _model;
    private readonly int _slotBytes;
    private readonly IUpdateSamples _samples;
    private readonly byte[] _first = new byte[UpdateManifest.Bytes];

    private UpdateManifest _manifest;
    private UpdateVerdict _verdict;
    private Sha256 _hash;
    private bool _store;
    private int _got;
    private uint _length;

    /// <summary>Opens the gate; nothing is written.</summary>
    /// <param name="flash">The medium.</param>
    /// <param name="name">Beginning of the files' names: at most 20 characters of a-z and 0-9.</param>
    /// <param name="vendor">The vendor's update key.</param>
    /// <param name="model">This unit's model.</param>
    /// <param name="slotBytes">Most bytes of a bundle.</param>
    /// <param name="samples">The vendor's samples, or null.</param>
    /// <param name="looksForUpdates">Does the firmware look for updates by itself?</param>
    public UpdateGate(IFlash flash, string name, PublicKey vendor, string model, int slotBytes, IUpdateSamples samples, Answer looksForUpdates)
    {
        _slots = new UpdateSlots(flash, name, vendor, model);
        _vendor = vendor;
        _model = model;
        _slotBytes = slotBytes;
        _samples = samples;
        LooksForUpdates = looksForUpdates;
    }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <inheritdoc/>
    public Answer KeepsPrevious => Answer.Yes;

    /// <inheritdoc/>
    public Answer CoversFirmware => Answer.No;

    /// <inheritdoc/>
    public Answer LooksForUpdates { get; }

    /// <summary>The slot to start, 0 or 1, or -1 when nothing was ever installed.</summary>
    public int RunningSlot => _slots.Running;

    /// <summary>The highest version that was ever activated; nothing older is accepted. 0 when nothing was.</summary>
    public uint RunningVersion => _slots.HighestVersion;

    /// <summary>Begins to take an image for the slot that does not run.</summary>
    public void Begin() => Begin(true);

    /// <summary>Takes the next bytes of the image. After a refusal further bytes are not looked at.</summary>
    /// <returns>Accepted while nothing speaks against it, else the refusal.</returns>
    /// <exception cref="FlashException">The medium failed; the running slot is untouched.</exception>
    public UpdateVerdict Write(byte[] data, int offset, int count)
    {
        while (count > 0 && _verdict == UpdateVerdict.Accepted && _got < _first.Length)
        {
            _first[_got++] = data[offset++];
            count--;

            if (_got == _first.Length)
            {
                _verdict = JudgeManifest();
            }
        }

        if (count > 0 && _verdict == UpdateVerdict.Accepted)
        {
            Take(data, offset, count);
        }

        return _verdict;
    }

    /// <summary>Judges the whole image, and activates it when it is good.</summary>
    /// <returns>Accepted when the slot is now the one to start.</returns>
    public UpdateVerdict Finish() => Finish(true);

    /// <summary>Judges the whole image and discards it; the slot that does not run holds it until the next one.</summary>
    public UpdateVerdict FinishWithoutActivation() => Finish(false);

    /// <summary>The full decision over an image in RAM; writes nothing at all.</summary>
    public UpdateVerdict Rehearse(byte[] image, int length)
    {
        if (image == null || length < 0 || length > image.Length)
        {
            return UpdateVerdict.Malformed;
        }

        Begin(false);
        Write(image, 0, length);
        return Finish(false);
    }

    /// <inheritdoc/>
    public byte[] Sample(UpdateSample kind) => _samples == null ? null : _samples.Sample(kind);

    /// <summary>SHA-256 of the running bundle as it lies in flash (without its manifest), or null when there is none.</summary>
    public byte[] RunningDigest() => RunningSlot < 0 ? null : _slots.DigestOf(RunningSlot);

    /// <summary>
    /// Which slot can be started: the running one if its signature and content are right, else the other if that one is, else -1.
    /// Reads both at worst; a loader calls it at each start.
    /// </summary>
    public int StartableSlot()
    {
        int running = RunningSlot;

        if (running < 0)
        {
            return -1;
        }

        return _slots.IsWhole(running) ? running : _slots.IsWhole(1 - running) ? 1 - running : -1;
    }

    private void Begin(bool store)
    {
        _store = store;
        _manifest = null;
        _hash = new Sha256();
        _got = 0;
        _length = 0;
        _verdict = UpdateVerdict.Accepted;
    }

    /// <summary>The signature comes first: nothing that the vendor did not sign is acted upon.</summary>
    private UpdateVerdict JudgeManifest()
    {
        if (!UpdateManifest.TryParse(_first, _first.Length, out _manifest))
        {
            return UpdateVerdict.Malformed;
        }

        if (!_manifest.IsSignedBy(_vendor))
        {
            return UpdateVerdict.BadSignature;
        }

        if (_manifest.Model != _model)
        {
            return UpdateVerdict.WrongModel;
        }

        if (_manifest.Version < RunningVersion)
        {
            return UpdateVerdict.TooOld;
        }

        if (_manifest.Length > (uint)_slotBytes)
        {
            return UpdateVerdict.TooLarge;
        }

        if (_store)
        {
            _slots.Begin(_first);
        }

        return UpdateVerdict.Accepted;
    }

    private void Take(byte[] data, int offset, int count)
    {
        if (_length + (uint)count > _manifest.Length)
        {
            _verdict = UpdateVerdict.WrongLength;
            return;
        }

        _hash.Append(data, offset, count);
        _length += (uint)count;

        if (_store)
        {
            _slots.Append(data, offset, count);
        }
    }

    private UpdateVerdict Finish(bool activate)
    {
        UpdateVerdict verdict = JudgeWhole();
        _verdict = UpdateVerdict.Malformed;

        if (verdict != UpdateVerdict.Accepted || !_store)
        {
            return verdict;
        }

        // Judged once more as it lies in flash: what was received is not always what was written.
        if (!_slots.EndsWhole())
        {
            return UpdateVerdict.Failed;
        }

        if (activate)
        {
            _slots.Activate(_manifest.Version);
        }

        return UpdateVerdict.Accepted;
    }

    private UpdateVerdict JudgeWhole()
    {
        if (_verdict != UpdateVerdict.Accepted)
        {
            return _verdict;
        }

        if (_manifest == null)
        {
            return UpdateVerdict.Malformed;
        }

        if (_length != _manifest.Length)
        {
            return UpdateVerdict.WrongLength;
        }

        byte[] digest = new byte[Sha256.HashBytes];
        _hash.Finish(digest, 0);
        return Attestation.Crypto.Bytes.Equal(digest, _manifest.Digest()) ? UpdateVerdict.Accepted : UpdateVerdict.BadDigest;
    }
}
