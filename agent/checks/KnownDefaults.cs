using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Values that anybody would try first, one a line. Passing further lines to the check extends the list.</summary>
/// <remarks>
/// Sources: nanoFramework's soft-AP default (nf-interpreter, targets/ESP32/_common/targetHAL_ConfigurationManager.cpp); the
/// list that the Mirai botnet carried (published source, scanner.c, 2016); ESP-IDF's and WLED's example passphrases; runs of
/// digits and counters that a line prints on labels. The first line is the empty value.
/// </remarks>
public static class KnownDefaults
{
    /// <summary>The list: lines end with '\n'.</summary>
    public const string Lines =
        "\nnanoframework\nadmin\nroot\npassword\n12345678\n00000001\n00000000\n0000\n1234\n12345\n123456\n1234567\n123456789\n"
        + "1234567890\n87654321\n54321\n11111111\n1111\n111111\n666666\n88888888\n888888\n00000002\n0001\n000001\nuser\nguest\n"
        + "support\nservice\nsupervisor\nsystem\ndefault\npass\nadmin123\nadmin1234\nadministrator\nAdministrator\nAdmin\n"
        + "Password\npassw0rd\npassword1\nqwerty\nqwertyui\nchangeme\nletmein\nsecret\nsetup\niot\nesp32\nespressif\nmypassword\n"
        + "wled1234\nxc3511\nvizxv\nxmhdipc\njuantech\nklv123\nklv1234\nsmcadmin\nmeinsm\nZte521\nhi3518\njvbzd\nanko\n"
        + "7ujMko0vizxv\n7ujMko0admin\nikwb\ndreambox\nrealtek\n";

    /// <summary>The text from <paramref name="start"/> to the next end of line, and where the line after it starts.</summary>
    public static string LineAt(string lines, int start, out int next)
    {
        int end = lines.IndexOf('\n', start);
        end = end < 0 ? lines.Length : end;
        next = end + 1;
        return lines.Substring(start, end - start);
    }

    /// <summary>Guesses that a careless line derives from public facts of the unit, one a line.</summary>
    /// <param name="identity">Who the unit is.</param>
    /// <param name="name">The credential's public name: user and password alike is a default too.</param>
    public static string Derived(IIdentity identity, string name)
    {
        byte[] ueid = identity.Ueid;
        string lines = WithEndings(identity.Model) + WithEndings(identity.FirmwareName) + WithEndings(name);

        // The first byte is the type, the same in all units.
        for (int bytes = 2; ueid != null && bytes <= 8 && ueid.Length > bytes; bytes += 2)
        {
            string head = Hex.Text(ueid, 1, bytes);
            string tail = Hex.Text(ueid, ueid.Length - bytes, bytes);
            lines += head + "\n" + tail + "\n" + head.ToUpper() + "\n" + tail.ToUpper() + "\n";
        }

        return lines;
    }

    private static string WithEndings(string stem)
    {
        if (stem == null || stem.Length == 0)
        {
            return "";
        }

        string lower = stem.ToLower();
        return stem + "\n" + stem + "123\n" + stem + "1234\n" + (lower == stem ? "" : lower + "\n" + lower + "123\n" + lower + "1234\n");
    }
}
