using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tool;

/// <summary>The key of a person who signs records: a P-256 private key in a PEM file (PKCS #8), which stays with that person.</summary>
internal static class SignerKeyFile
{
    /// <summary>Opens the file, or makes a new key in it, and names the key to the person.</summary>
    /// <exception cref="ToolException">The file holds something else.</exception>
    public static TokenSigner OpenOrMake(Terminal terminal, FileInfo file)
    {
        if (!file.Exists)
        {
            Make(file.FullName);
            terminal.Say($"nanoagent: made a new signing key in {file.FullName}; keep it, and tell people its thumbprint");
        }

        using ECDsa key = Read(file.FullName);
        var signer = new SoftwareSigner(key.ExportParameters(includePrivateParameters: true).D!, KeyProtection.Unknown, new Chance());
        terminal.Say($"nanoagent: the signing key is {signer.KeyId}");
        return signer;
    }

    private static ECDsa Read(string path)
    {
        var key = ECDsa.Create();

        try
        {
            key.ImportFromPem(System.Text.Encoding.UTF8.GetString(InputFile.Read(path)));

            if (key.KeySize == 256 && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                return key;
            }
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Said below, together with keys of another curve.
        }

        key.Dispose();
        throw ToolException.WrongUse($"{path} holds no P-256 private key in PEM form", "name a file that is not there yet, and a key is made");
    }

    private static void Make(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };

        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.WriteLine(key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The operating system's random source.</summary>
    private sealed class Chance : IRandomSource
    {
        public void Fill(byte[] buffer) => RandomNumberGenerator.Fill(buffer);
    }
}
