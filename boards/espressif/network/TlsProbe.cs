using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Board;

namespace NanoAgent.Boards.Espressif;

/// <summary>Handshakes with a server, by its own settings and with one thing changed.</summary>
internal sealed class TlsProbe
{
    /// <summary>No certificate carries it (RFC 6761 keeps .invalid free).</summary>
    private const string OtherHost = "other.invalid";

    /// <summary>An authority whose key was thrown away when it was made: it issued nothing but itself.</summary>
    private const string OtherAuthority =
        "MIIBkTCCATegAwIBAgIUa12KD3S5uk+JhT7Py5TGcdQsAkMwCgYIKoZIzj0EAwIwHTEbMBkGA1UEAwwSbmFub0FnZW50IHdyb25nIENBMCAXDTI2MTEyNTIyNDg0MFoYDzIwNTEw"
        + "NzE3MjI0ODQwWjAdMRswGQYDVQQDDBJuYW5vQWdlbnQgd3JvbmcgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQdG+QwO+++00zSO+id9CIr97/c4kN2BjuRxSCSt+FJk957"
        + "hiPvC6VIqB2dtzam+5lPY9cOg3wMPwCaQMU2K/fRo1MwUTAdBgNVHQ4EFgQUssIWGshFSb8K5y5XkCSKvCtyn98wHwYDVR0jBBgwFoAUssIWGshFSb8K5y5XkCSKvCtyn98wDwYD"
        + "VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAmu96bT15nillnatNDYl7fUbXk7LO+nsWmc5dZXPcGaACIDUPMNLusXLRmb+d2/II7gxgjZXf/whmBYIT9XuSdUzx";

    private readonly PinnedServer _server;

    public TlsProbe(PinnedServer server) => _server = server;

    /// <summary>Shakes hands and hangs up.</summary>
    public Handshake Shake(HandshakeProbe probe)
    {
        if (probe == HandshakeProbe.Genuine)
        {
            return Connect(_server.Host, _server.Anchor);
        }

        Handshake changed = probe == HandshakeProbe.WrongCa
            ? Connect(_server.Host, new X509Certificate(Convert.FromBase64String(OtherAuthority)))
            : Connect(OtherHost, _server.Anchor);

        if (changed != Handshake.Refused)
        {
            return changed;
        }

        // The platform does not say why a handshake failed. The unit refused the certificate only if the genuine handshake still succeeds right after.
        return Connect(_server.Host, _server.Anchor) == Handshake.Completed ? Handshake.Refused : Handshake.Unreachable;
    }

    private Handshake Connect(string host, X509Certificate anchor)
    {
        if (!TlsMemory.HasRoom())
        {
            return Handshake.NoMemory;
        }

        Socket socket = null;

        try
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(new IPEndPoint(Dns.GetHostEntry(_server.Host).AddressList[0], _server.Port));
            return Authenticate(socket, host, anchor);
        }
        catch (OutOfMemoryException)
        {
            return Handshake.NoMemory;
        }
        catch (Exception)
        {
            return Handshake.Unreachable;
        }
        finally
        {
            if (socket != null)
            {
                socket.Close();
            }
        }
    }

    private Handshake Authenticate(Socket socket, string host, X509Certificate anchor)
    {
        using (var tls = new SslStream(socket))
        {
            try
            {
                tls.SslVerification = _server.Verification;
                tls.AuthenticateAsClient(host, null, anchor, _server.Protocols);
                return Handshake.Completed;
            }
            catch (Exception e) when (!(e is OutOfMemoryException))
            {
                return Handshake.Refused;
            }
        }
    }
}
