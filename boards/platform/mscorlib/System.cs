using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace System;

public delegate void Action();

public abstract class Array : ICloneable, IList, ICollection, IEnumerable
{
    public int Length => throw null;
    public object SyncRoot => throw null;
    public bool IsReadOnly => throw null;
    public bool IsFixedSize => throw null;
    public bool IsSynchronized => throw null;
    public static Array CreateInstance(Type elementType, int length) => throw null;
    public static void Copy(Array sourceArray, Array destinationArray, int length) => throw null;
    public static void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length) => throw null;
    public static void Clear(Array array, int index, int length) => throw null;
    public object GetValue(int index) => throw null;
    public object Clone() => throw null;
    public static int BinarySearch(Array array, object value, IComparer comparer) => throw null;
    public static int BinarySearch(Array array, int index, int length, object value, IComparer comparer) => throw null;
    public void CopyTo(Array array, int index) => throw null;
    public IEnumerator GetEnumerator() => throw null;
    public static int IndexOf(Array array, object value) => throw null;
    public static int IndexOf(Array array, object value, int startIndex) => throw null;
    public static int IndexOf(Array array, object value, int startIndex, int count) => throw null;
    protected Array() => throw null;
    object IList.this[int index] { get => throw null; set => throw null; }
    int IList.Add(object value) => throw null;
    bool IList.Contains(object value) => throw null;
    void IList.Clear() => throw null;
    int IList.IndexOf(object value) => throw null;
    void IList.Insert(int index, object value) => throw null;
    void IList.Remove(object value) => throw null;
    void IList.RemoveAt(int index) => throw null;
    int ICollection.Count { get => throw null; }
}

public static class Console
{
    public static void Write(string value) => throw null;
    public static void WriteLine() => throw null;
    public static void WriteLine(string value) => throw null;
}

public abstract class Delegate
{
    public MethodInfo Method => throw null;
    public object Target => throw null;
    public override bool Equals(object obj) => throw null;
    public static Delegate Combine(Delegate a, Delegate b) => throw null;
    public virtual Delegate[] GetInvocationList() => throw null;
    public static Delegate Remove(Delegate source, Delegate value) => throw null;
    public static bool operator ==(Delegate d1, Delegate d2) => throw null;
    public static bool operator !=(Delegate d1, Delegate d2) => throw null;
    protected Delegate() => throw null;
}

public abstract class Enum : ValueType
{
    public bool HasFlag(Enum flag) => throw null;
    public override string ToString() => throw null;
    protected Enum() => throw null;
}

public class EventArgs
{
    public static readonly EventArgs Empty;
    public EventArgs() => throw null;
}

public delegate void EventHandler(object sender, EventArgs e);

public static class GC
{
    public static void WaitForPendingFinalizers() => throw null;
    public static void SuppressFinalize(object obj) => throw null;
    public static void ReRegisterForFinalize(object obj) => throw null;
}

public struct Guid
{
    private readonly long _state;
    public static readonly Guid Empty;
    public Guid(int a, short b, short c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k) => throw null;
    public Guid(uint a, ushort b, ushort c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k) => throw null;
    public Guid(byte[] b) => throw null;
    public Guid(string g) => throw null;
    public int CompareTo(object value) => throw null;
    public byte[] ToByteArray() => throw null;
    public override string ToString() => throw null;
    public override bool Equals(object o) => throw null;
    public override int GetHashCode() => throw null;
    public static Guid NewGuid() => throw null;
    public static bool TryParseGuidWithDashes(string input, out Guid result) => throw null;
}

public interface ICloneable
{
    object Clone();
}

public interface IComparable
{
    int CompareTo(object obj);
}

public interface IDisposable
{
    void Dispose();
}

public abstract class MarshalByRefObject
{
    protected MarshalByRefObject() => throw null;
}

public abstract class MulticastDelegate : Delegate
{
    public static bool operator ==(MulticastDelegate d1, MulticastDelegate d2) => throw null;
    public static bool operator !=(MulticastDelegate d1, MulticastDelegate d2) => throw null;
    public override bool Equals(object obj) => throw null;
    protected MulticastDelegate() => throw null;
}

public class Object
{
    public Object() => throw null;
    public virtual string ToString() => throw null;
    public virtual bool Equals(object obj) => throw null;
    public static bool Equals(object objA, object objB) => throw null;
    public static bool ReferenceEquals(object objA, object objB) => throw null;
    public virtual int GetHashCode() => throw null;
    public Type GetType() => throw null;
    protected object MemberwiseClone() => throw null;
}

public class Random
{
    public Random() => throw null;
    public Random(int seed) => throw null;
    public virtual int Next() => throw null;
    public virtual int Next(int maxValue) => throw null;
    public virtual double NextDouble() => throw null;
    public virtual void NextBytes(byte[] buffer) => throw null;
}

public struct RuntimeFieldHandle
{
    private readonly long _state;
}

public struct RuntimeMethodHandle
{
    private readonly long _state;
}

public struct RuntimeTypeHandle
{
    private readonly long _state;
}

public readonly ref struct SpanByte
{
    private readonly byte[] _array;
    public byte this[int index] { get => throw null; set => throw null; }
    public static SpanByte Empty => throw null;
    public int Length => throw null;
    public bool IsEmpty => throw null;
    public SpanByte(byte[] array) => throw null;
    public SpanByte(byte[] array, int start, int length) => throw null;
    public void CopyTo(SpanByte destination) => throw null;
    public SpanByte Slice(int start) => throw null;
    public SpanByte Slice(int start, int length) => throw null;
    public byte[] ToArray() => throw null;
    public static implicit operator SpanByte(byte[] array) => throw null;
}

public sealed class String : IComparable, IEnumerable
{
    public static readonly string Empty;
    // Metadata calls it get_Chars; as get_Item it compiles and the device does not resolve it.
    [IndexerName("Chars")]
    public char this[int index] => throw null;
    public int Length => throw null;
    public IEnumerator GetEnumerator() => throw null;
    public override bool Equals(object obj) => throw null;
    public static bool Equals(string a, string b) => throw null;
    public static bool operator ==(string a, string b) => throw null;
    public static bool operator !=(string a, string b) => throw null;
    public char[] ToCharArray() => throw null;
    public char[] ToCharArray(int startIndex, int length) => throw null;
    public string[] Split(params char[] separator) => throw null;
    public string[] Split(char[] separator, int count) => throw null;
    public string Substring(int startIndex) => throw null;
    public string Substring(int startIndex, int length) => throw null;
    public string Trim(params char[] trimChars) => throw null;
    public string TrimStart(params char[] trimChars) => throw null;
    public string TrimEnd(params char[] trimChars) => throw null;
    public String(char[] value, int startIndex, int length) => throw null;
    public String(char[] value) => throw null;
    public String(char c, int count) => throw null;
    public static int Compare(string strA, string strB) => throw null;
    public int CompareTo(object value) => throw null;
    public int CompareTo(string strB) => throw null;
    public int IndexOf(char value) => throw null;
    public int IndexOf(char value, int startIndex) => throw null;
    public int IndexOf(char value, int startIndex, int count) => throw null;
    public int IndexOfAny(char[] anyOf) => throw null;
    public int IndexOfAny(char[] anyOf, int startIndex) => throw null;
    public int IndexOfAny(char[] anyOf, int startIndex, int count) => throw null;
    public int IndexOf(string value) => throw null;
    public int IndexOf(string value, int startIndex) => throw null;
    public int IndexOf(string value, int startIndex, int count) => throw null;
    public int LastIndexOf(char value) => throw null;
    public int LastIndexOf(char value, int startIndex) => throw null;
    public int LastIndexOf(char value, int startIndex, int count) => throw null;
    public int LastIndexOfAny(char[] anyOf) => throw null;
    public int LastIndexOfAny(char[] anyOf, int startIndex) => throw null;
    public int LastIndexOfAny(char[] anyOf, int startIndex, int count) => throw null;
    public int LastIndexOf(string value) => throw null;
    public int LastIndexOf(string value, int startIndex) => throw null;
    public int LastIndexOf(string value, int startIndex, int count) => throw null;
    public string ToLower() => throw null;
    public string ToUpper() => throw null;
    public override string ToString() => throw null;
    public string Trim() => throw null;
    public static string Concat(object arg0) => throw null;
    public static string Concat(object arg0, object arg1) => throw null;
    public static string Concat(object arg0, object arg1, object arg2) => throw null;
    public static string Concat(params object[] args) => throw null;
    public static string Concat(string str0, string str1) => throw null;
    public static string Concat(string str0, string str1, string str2) => throw null;
    public static string Concat(string str0, string str1, string str2, string str3) => throw null;
    public static string Concat(params string[] values) => throw null;
    public static string Intern(string str) => throw null;
    public static string IsInterned(string str) => throw null;
    public static string Format(string format, params object[] args) => throw null;
    public string PadLeft(int totalWidth, char paddingChar = ' ') => throw null;
    public string PadRight(int totalWidth, char paddingChar = ' ') => throw null;
    public static bool IsNullOrEmpty(string value) => throw null;
    public bool Contains(string value) => throw null;
    public bool StartsWith(string value) => throw null;
    public bool EndsWith(string value) => throw null;
}

public abstract class Type : MemberInfo, IReflect
{
    public override Type DeclaringType => throw null;
    public abstract Assembly Assembly { get; }
    public abstract string FullName { get; }
    public abstract string AssemblyQualifiedName { get; }
    public abstract Type BaseType { get; }
    public bool IsNotPublic => throw null;
    public bool IsPublic => throw null;
    public bool IsClass => throw null;
    public bool IsInterface => throw null;
    public bool IsValueType => throw null;
    public bool IsAbstract => throw null;
    public bool IsEnum => throw null;
    public bool IsSerializable => throw null;
    public bool IsArray => throw null;
    public static Type GetType(string typeName) => throw null;
    public object InvokeMember(string name, BindingFlags invokeAttr, Binder binder, object target, object[] args) => throw null;
    public static Type GetTypeFromHandle(RuntimeTypeHandle handle) => throw null;
    public ConstructorInfo GetConstructor(Type[] types) => throw null;
    public ConstructorInfo[] GetConstructors() => throw null;
    public MethodInfo GetMethod(string name, Type[] types) => throw null;
    public MethodInfo GetMethod(string name, BindingFlags bindingAttr) => throw null;
    public MethodInfo GetMethod(string name) => throw null;
    public MethodInfo[] GetMethods() => throw null;
    public abstract MethodInfo[] GetMethods(BindingFlags bindingAttr);
    public abstract FieldInfo GetField(string name, BindingFlags bindingAttr);
    public FieldInfo GetField(string name) => throw null;
    public FieldInfo[] GetFields() => throw null;
    public abstract FieldInfo[] GetFields(BindingFlags bindingAttr);
    public abstract Type[] GetInterfaces();
    public abstract Type GetElementType();
    public virtual bool IsSubclassOf(Type c) => throw null;
    public virtual bool IsInstanceOfType(object o) => throw null;
    public override string ToString() => throw null;
    protected Type() => throw null;
}

public abstract class ValueType
{
    public override bool Equals(object obj) => throw null;
    protected ValueType() => throw null;
}

public sealed class Version
{
    public int Major => throw null;
    public int Minor => throw null;
    public int Revision => throw null;
    public int Build => throw null;
    public Version(int major, int minor, int build, int revision) => throw null;
    public Version(int major, int minor) => throw null;
    public override bool Equals(object obj) => throw null;
    public override string ToString() => throw null;
    public override int GetHashCode() => throw null;
}

public class WeakReference
{
    public virtual bool IsAlive => throw null;
    public virtual object Target { get => throw null; set => throw null; }
    public WeakReference(object target) => throw null;
}
