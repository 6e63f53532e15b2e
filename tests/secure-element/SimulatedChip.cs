using System.Security.Cryptography;
using NanoAgent.Boards.SecureElement;

namespace NanoAgent.Tests.SecureElement;

/// <summary>
/// An ATECC608 as the driver's author read Microchip's library and data sheet summary: sleep, wake, packets, watchdog, slots, busy times. That the driver gets on
/// with it shows that both were written by one mind; it says nothing about a chip. Its checksum is of its own making.
/// </summary>
internal sealed class SimulatedChip : IChipBus
{
    private const int WatchdogMs = 1300;
    private readonly ECDsa[] _slots = new ECDsa[16];
    private byte[] _answer = [];
    private byte[] _digest = [];
    private int _busyUntil;
    private int _wokenAt;

    /// <summary>Milliseconds since the start of the test.</summary>
    public int Now { get; private set; }

    public bool IsAwake { get; private set; }

    public bool IsThere { get; set; } = true;

    public bool IsLocked { get; set; } = true;

    /// <summary>How long a signature or a key takes: 115 ms, or 665 with the slowest clock.</summary>
    public int SlowMs { get; set; } = 115;

    public List<byte[]> Packets { get; } = [];

    public int Wakes { get; private set; }

    public byte[] WakeAnswer { get; set; } = [0x04, 0x11, 0x33, 0x43];

    /// <summary>Changes the answer to the command of this number, from 1; null as answer is none at all.</summary>
    public Dictionary<int, Func<byte[], byte[]>> Disturbed { get; } = [];

    public void Wake()
    {
        Tick();

        if (IsThere && !IsAwake)
        {
            Wakes++;
            (IsAwake, _wokenAt, _busyUntil, _answer) = (true, Now, Now + 2, WakeAnswer);
        }
    }

    public void Wait(int milliseconds) => Now += milliseconds;

    public bool TryRead(byte[] buffer)
    {
        Tick();

        if (!IsAwake || Now < _busyUntil || _answer is null or { Length: 0 })
        {
            return false;
        }

        Array.Fill(buffer, (byte)0xFF);
        _answer.AsSpan(0, Math.Min(buffer.Length, _answer.Length)).CopyTo(buffer);
        return true;
    }

    public bool TryWrite(byte[] bytes)
    {
        Tick();

        if (!IsAwake)
        {
            return false;
        }

        if (bytes is [0x01])
        {
            Sleep();
            return true;
        }

        Packets.Add(bytes);
        byte[] answer = Answer(bytes);
        _answer = Disturbed.TryGetValue(Packets.Count, out Func<byte[], byte[]> disturb) ? disturb(answer) : answer;
        return true;
    }

    /// <summary>A packet around data, or around a status.</summary>
    public static byte[] Sealed(params byte[] data)
    {
        byte[] packet = [(byte)(data.Length + 3), .. data, 0, 0];
        ushort crc = Checksum(packet.AsSpan(0, packet.Length - 2));
        (packet[^2], packet[^1]) = ((byte)crc, (byte)(crc >> 8));
        return packet;
    }

    // By the reflected form of the polynomial, unlike the driver's.
    private static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;

        foreach (byte b in bytes)
        {
            crc ^= b;

            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }

        uint reversed = 0;

        for (int bit = 0; bit < 16; bit++)
        {
            reversed |= ((crc >> bit) & 1) << (15 - bit);
        }

        return (ushort)reversed;
    }

    private byte[] Answer(byte[] bytes)
    {
        byte[] packet = bytes[1..];

        if (bytes[0] != 0x03 || packet[0] != packet.Length || Checksum(packet.AsSpan(0, packet.Length - 2)) != (packet[^2] | (packet[^1] << 8)))
        {
            return Status(0xFF, 1);
        }

        int slot = packet[3] | (packet[4] << 8);
        return (packet[1], packet[2]) switch
        {
            (0x30, 0x00) => Data([0, 0, 0x60, 0x03], 1),
            (0x1B, 0x00) => Data(RandomNumberGenerator.GetBytes(32), 20),
            (0x16, 0x43) => Load(packet[5..^2]),
            (0x40, 0x00) => KeyOf(slot),
            (0x40, 0x04) => NewKey(slot),
            (0x41, 0xA0) => Sign(slot),
            _ => Status(0x03, 1),
        };
    }

    private byte[] Load(byte[] digest)
    {
        _digest = digest;
        return digest.Length == 32 ? Status(0x00, 10) : Status(0x03, 1);
    }

    private byte[] NewKey(int slot)
    {
        if (!IsLocked)
        {
            return Status(0x0F, 1);
        }

        _slots[slot] = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return KeyOf(slot);
    }

    private byte[] KeyOf(int slot)
    {
        if (_slots[slot] is null)
        {
            return Status(0x0F, 1);
        }

        ECPoint q = _slots[slot].ExportParameters(false).Q;
        return Data([.. q.X, .. q.Y], SlowMs);
    }

    private byte[] Sign(int slot) => _slots[slot] is null || _digest.Length == 0 || !IsLocked ? Status(0x0F, 1) : Data(_slots[slot].SignHash(_digest), SlowMs);

    private byte[] Status(byte status, int milliseconds) => Data([status], milliseconds);

    private byte[] Data(byte[] data, int milliseconds)
    {
        _busyUntil = Now + milliseconds;
        return Sealed(data);
    }

    private void Sleep() => (IsAwake, _digest, _answer) = (false, [], []);

    private void Tick()
    {
        if (IsAwake && Now - _wokenAt >= WatchdogMs)
        {
            Sleep();
        }
    }
}
