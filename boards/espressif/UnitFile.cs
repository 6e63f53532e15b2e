using System;
using System.IO;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Boards.Configuration;

namespace NanoAgent.Boards.Espressif;

/// <summary>The unit file on the internal drive, as <c>nanoagent board config</c> wrote it and <c>nanoff</c> put it there.</summary>
public static class UnitFile
{
    /// <summary>Where it lies.</summary>
    public const string Path = "I:\\nanoagent.unit";

    /// <summary>Reads it.</summary>
    /// <param name="fault">What to tell the person at the console when it is no unit file; null when it is one.</param>
    /// <returns>What it says, or null.</returns>
    public static UnitConfiguration Read(out string fault)
    {
        byte[] bytes;

        try
        {
            bytes = File.ReadAllBytes(Path);
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            fault = "no unit file " + Path;
            return null;
        }

        ConfigurationFault found = UnitConfiguration.Read(Ascii.Text(bytes, 0, bytes.Length), out UnitConfiguration configuration, out int line);
        fault = found == ConfigurationFault.None ? null : "unit file refused, fault " + ((int)found).ToString() + " in line " + line.ToString();
        return configuration;
    }
}
