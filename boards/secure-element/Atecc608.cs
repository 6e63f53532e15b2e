using System;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Boards.SecureElement;

/// <summary>Microchip's ATECC608, as far as an attestation key needs it. README.md says what the chip must have been set up for, and on what this rests.</summary>
/// <remarks>
/// Every call wakes the chip, does its work within one watchdog period and puts it to sleep, on failure too. What may help is done again, three times in all
/// and from the beginning: sleep empties the chip's buffers. Not thread-safe.
/// </remarks>
public sealed class Atecc608
{
    /// <summary>Slots of the chip.</summary>
    public const int Slots = 16;

    /// <summary>Bytes of a revision.</summary>
    public const int RevisionBytes = 4;

    private const int Attempts = 3;
    private const int PollMs = 5;

    // The chip needs 1.5 ms from the end of the pulse.
    private const int WakeMs = 2;

    private static readonly byte[] s_sleepWord = { 0x01 };

    private readonly IChipBus _bus;

    /// <summary>Takes the bus; nothing is sent yet.</summary>
    public Atecc608(IChipBus bus) => _bus = bus;

    /// <summary>Asks which chip it is.</summary>
    /// <param name="revision">Four bytes; 00 00 60 and the revision on an ATECC608.</param>
    public ChipStatus ReadRevision(byte[] revision) => Run(new ChipCommand[] { ChipCommand.Info() }, revision);

    /// <summary>Reads the public key of a slot's private key.</summary>
    /// <param name="slot">0 to 15.</param>
    /// <param name="key">The key; null unless the answer is <see cref="ChipStatus.Success"/>.</param>
    public ChipStatus ReadPublicKey(int slot, out PublicKey key) => KeyOf(ChipCommand.PublicKey(InRange(slot)), out key);

    /// <summary>Makes a private key in a slot, in the chip, and reads its public key. The key before is gone: the unit has to be enrolled anew.</summary>
    /// <param name="slot">0 to 15.</param>
    /// <param name="key">The key; null unless the answer is <see cref="ChipStatus.Success"/>.</param>
    public ChipStatus MakeKey(int slot, out PublicKey key) => KeyOf(ChipCommand.NewKey(InRange(slot)), out key);

    /// <summary>Signs a digest with a slot's key. The result is not verified here.</summary>
    /// <param name="slot">0 to 15.</param>
    /// <param name="digest">32 bytes.</param>
    /// <param name="signature">64 bytes: r and s, big-endian; its content does not matter unless the answer is <see cref="ChipStatus.Success"/>.</param>
    public ChipStatus Sign(int slot, byte[] digest, byte[] signature) =>
        Run(new ChipCommand[] { ChipCommand.Random(), ChipCommand.LoadDigest(digest), ChipCommand.Sign(InRange(slot)) }, signature);

    private static int InRange(int slot) => slot >= 0 && slot < Slots ? slot : throw new ArgumentException("slot from 0 to 15", nameof(slot));

    private ChipStatus KeyOf(ChipCommand command, out PublicKey key)
    {
        byte[] point = new byte[2 * PublicKey.CoordinateBytes];
        byte[] x = new byte[PublicKey.CoordinateBytes];
        byte[] y = new byte[PublicKey.CoordinateBytes];
        ChipStatus status = Run(new ChipCommand[] { command }, point);
        key = null;

        if (status != ChipStatus.Success)
        {
            return status;
        }

        Array.Copy(point, 0, x, 0, x.Length);
        Array.Copy(point, x.Length, y, 0, y.Length);
        return PublicKey.TryCreate(x, y, out key) ? ChipStatus.Success : ChipStatus.WrongContent;
    }

    // The answer's data is that of the last command.
    private ChipStatus Run(ChipCommand[] commands, byte[] answer)
    {
        ChipStatus status = ChipStatus.NotWoken;

        for (int attempt = 0; attempt < Attempts && MayPass(status); attempt++)
        {
            status = RunOnce(commands, answer);
        }

        return status;
    }

    private static bool MayPass(ChipStatus status)
    {
        switch (status)
        {
            case ChipStatus.EccFault:
            case ChipStatus.AfterWake:
            case ChipStatus.WatchdogAboutToExpire:
            case ChipStatus.CommunicationError:
            case ChipStatus.NotWoken:
            case ChipStatus.NoAnswer:
            case ChipStatus.DamagedAnswer:
                return true;
            default:
                return false;
        }
    }

    private ChipStatus RunOnce(ChipCommand[] commands, byte[] answer)
    {
        try
        {
            ChipStatus status = Wake();

            for (int i = 0; i < commands.Length && status == ChipStatus.Success; i++)
            {
                status = Exchange(commands[i], i == commands.Length - 1 ? answer : null);
            }

            return status;
        }
        finally
        {
            // A chip that is asleep, or not there, does not acknowledge: that is as good.
            _bus.TryWrite(s_sleepWord);
        }
    }

    private ChipStatus Wake()
    {
        byte[] answer = new byte[ChipCommand.StatusAnswerLength];
        _bus.Wake();
        _bus.Wait(WakeMs);

        if (!_bus.TryRead(answer))
        {
            return ChipStatus.NotWoken;
        }

        // cryptoauthlib knows this answer as 04 07 C4 40, which is not the checksum of its other packets: the status alone decides.
        if (answer[0] == ChipCommand.StatusAnswerLength && answer[1] == (byte)ChipStatus.SelfTestError)
        {
            return ChipStatus.SelfTestError;
        }

        return IsStatus(answer) && answer[1] == (byte)ChipStatus.AfterWake ? ChipStatus.Success : ChipStatus.NotWoken;
    }

    private ChipStatus Exchange(ChipCommand command, byte[] data)
    {
        byte[] answer = new byte[command.AnswerBytes == 0 ? ChipCommand.StatusAnswerLength : command.AnswerBytes + ChipCommand.AnswerOverhead];

        if (!_bus.TryWrite(command.Packet) || !Await(answer, command.LongestMs))
        {
            return ChipStatus.NoAnswer;
        }

        if (IsStatus(answer))
        {
            var status = (ChipStatus)answer[1];
            return status == ChipStatus.Success && command.AnswerBytes > 0 ? ChipStatus.DamagedAnswer : status;
        }

        if (answer[0] != answer.Length || !Crc16.IsSealed(answer, answer.Length))
        {
            return ChipStatus.DamagedAnswer;
        }

        if (data != null)
        {
            Array.Copy(answer, 1, data, 0, command.AnswerBytes);
        }

        return ChipStatus.Success;
    }

    private bool Await(byte[] answer, int longestMs)
    {
        for (int waited = 0; waited < longestMs; waited += PollMs)
        {
            _bus.Wait(PollMs);

            if (_bus.TryRead(answer))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStatus(byte[] answer) =>
        answer[0] == ChipCommand.StatusAnswerLength && Crc16.IsSealed(answer, ChipCommand.StatusAnswerLength);
}
