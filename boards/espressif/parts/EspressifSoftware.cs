using System;
using System.Reflection;
using NanoAgent.Board;
using nanoFramework.Runtime.Native;

namespace NanoAgent.Boards.Espressif;

/// <summary>The nanoFramework image and the assemblies that the firmware names. Stock images have no list of what is loaded.</summary>
public sealed class EspressifSoftware : ISoftware
{
    private const int MostText = 32;
    private const string IdfMark = "ESP-IDF ";

    private readonly string[] _names;
    private readonly string[] _versions;

    /// <summary>Makes the inventory.</summary>
    /// <param name="oneOfEach">One type of each assembly, at most 62.</param>
    public EspressifSoftware(Type[] oneOfEach)
    {
        _names = new string[oneOfEach.Length + 2];
        _versions = new string[_names.Length];
        _names[0] = "nanoCLR " + SystemInfo.TargetName;
        _versions[0] = SystemInfo.Version.ToString();
        _names[1] = "ESP-IDF";
        _versions[1] = IdfVersion(SystemInfo.OEMString);

        for (int i = 0; i < oneOfEach.Length; i++)
        {
            AssemblyName assembly = Assembly.GetAssembly(oneOfEach[i]).GetName();
            _names[i + 2] = assembly.Name;
            _versions[i + 2] = assembly.Version.ToString();
        }

        for (int i = 0; i < _names.Length; i++)
        {
            _names[i] = Cut(_names[i]);
            _versions[i] = Cut(_versions[i]);
        }
    }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public string NameAt(int index) => _names[index];

    /// <inheritdoc/>
    public string VersionAt(int index) => _versions[index];

    /// <summary>Null: managed code cannot read the flash that it runs from.</summary>
    public byte[] DigestAt(int index) => null;

    /// <summary>"… built with ESP-IDF v5.5.4" is the one place that names it; an empty text when it does not.</summary>
    private static string IdfVersion(string oem)
    {
        int at = oem == null ? -1 : oem.IndexOf(IdfMark);
        return at < 0 ? "" : oem.Substring(at + IdfMark.Length).Trim();
    }

    private static string Cut(string text) => text.Length > MostText ? text.Substring(0, MostText) : text;
}
