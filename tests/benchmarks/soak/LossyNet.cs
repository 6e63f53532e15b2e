using System.Net;
using System.Net.Sockets;

namespace NanoAgent.Benchmarks.Soak;

/// <summary>The way between the units and the collector: one address, whoever listens behind it; it loses connections, halfway through an answer too.</summary>
internal sealed class LossyNet : IDisposable
{
    private const int RefusedOfHundred = 5;
    private const int CutOfHundred = 15;

    // A handshake takes some 2,000 bytes of the collector's, an answer 1,000.
    private const int LatestCut = 6000;

    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Random _chance = new(1);
    private readonly CancellationTokenSource _end = new();
    private int _connections;
    private int _refused;
    private int _cut;

    public LossyNet(int target)
    {
        Target = target;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>Where units knock.</summary>
    public Uri Address => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");

    /// <summary>The collector's present port on loopback.</summary>
    public int Target { get; set; }

    /// <summary>Does it lose anything?</summary>
    public bool IsLossy { get; set; } = true;

    /// <summary>Is it out altogether?</summary>
    public bool IsDown { get; set; }

    public IEnumerable<(string, decimal)> Figures() => [("connections", _connections), ("connections-refused", _refused), ("connections-cut", _cut)];

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                _ = ServeAsync(await _listener.AcceptAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(Socket unit)
    {
        using Socket near = unit;
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        Interlocked.Increment(ref _connections);
        int chance = Next(100);

        if (IsDown || (IsLossy && chance < RefusedOfHundred))
        {
            Interlocked.Increment(ref _refused);
            return;
        }

        int most = IsLossy && chance < RefusedOfHundred + CutOfHundred ? Next(LatestCut) : int.MaxValue;

        try
        {
            await far.ConnectAsync(IPAddress.Loopback, Target, end.Token);
            await Task.WhenAny(PassAsync(near, far, int.MaxValue, end.Token), PassAsync(far, near, most, end.Token));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // Nobody listens there at present.
        }

        await end.CancelAsync();
    }

    private async Task PassAsync(Socket from, Socket to, int most, CancellationToken end)
    {
        byte[] buffer = new byte[8192];

        try
        {
            for (int left = most; ;)
            {
                int read = await from.ReceiveAsync(buffer, end);

                if (read == 0 || IsDown)
                {
                    return;
                }

                await to.SendAsync(buffer.AsMemory(0, Math.Min(read, left)), end);
                left -= read;

                if (left <= 0)
                {
                    Interlocked.Increment(ref _cut);
                    return;
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone; the other follows.
        }
    }

    private int Next(int below)
    {
        lock (_chance)
        {
            return _chance.Next(below);
        }
    }
}
