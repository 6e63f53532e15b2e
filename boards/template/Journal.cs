using System.Collections;

namespace NanoAgent.Boards.Template;

/// <summary>What this product's firmware had before the agent came: a ring of lines in RAM. It stands for your own code.</summary>
public sealed class Journal
{
    /// <summary>Lines held; the oldest goes when one more comes.</summary>
    public const int Capacity = 16;

    private readonly ArrayList _lines = new ArrayList();

    /// <summary>Lines ever written.</summary>
    public uint Written { get; private set; }

    /// <summary>Writes a line.</summary>
    public void Write(string line)
    {
        if (_lines.Count == Capacity)
        {
            _lines.RemoveAt(0);
        }

        _lines.Add(line);
        Written++;
    }

    /// <summary>Does a line that is still held contain the text?</summary>
    public bool Holds(string text)
    {
        for (int i = 0; i < _lines.Count; i++)
        {
            if (((string)_lines[i]).IndexOf(text) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
