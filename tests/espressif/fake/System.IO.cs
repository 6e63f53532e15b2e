using NanoAgent.Tests.Espressif.Fake;

namespace System.IO
{
    public static class Directory
    {
        public static bool Exists(string path) => World.Folders.Contains(path);

        public static void CreateDirectory(string path) => World.Folders.Add(path);
    }

    public static class File
    {
        public static bool Exists(string path) => World.Files.ContainsKey(path);

        public static void Delete(string path) => World.Files.Remove(path);

        public static byte[] ReadAllBytes(string path)
        {
            World.Allocate();
            return World.Files.TryGetValue(path, out byte[] bytes) ? bytes : throw new IOException();
        }
    }

    public enum FileMode
    {
        CreateNew = 1, Create = 2, Open = 3, OpenOrCreate = 4, Truncate = 5, Append = 6,
    }

    public enum FileAccess
    {
        Read = 1, Write = 2, ReadWrite = 3,
    }

    /// <summary>A file on a drive that can be full: then a prefix is there and the rest is not.</summary>
    public sealed class FileStream : MemoryStream
    {
        private readonly string _path;

        public FileStream(string path, FileMode mode, FileAccess access)
        {
            World.Allocate();
            _path = path;
            bool there = World.Files.TryGetValue(path, out byte[] bytes);

            if (mode == FileMode.Open && !there)
            {
                throw new IOException();
            }

            if (mode == FileMode.Create || !there)
            {
                Keep([]);
            }
            else
            {
                base.Write(bytes, 0, bytes.Length);
                Position = 0;
            }
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            int room = World.FlashBytes - World.Files.Sum(f => f.Value.Length);
            base.Write(buffer, offset, Math.Clamp(room, 0, count));
            Keep(ToArray());

            if (room < count)
            {
                throw new IOException();
            }
        }

        private void Keep(byte[] bytes) => World.Files[_path] = bytes;
    }
}
