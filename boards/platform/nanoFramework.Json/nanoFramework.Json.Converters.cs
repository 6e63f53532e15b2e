namespace nanoFramework.Json.Converters;

public interface IConverter
{
    object ToType(object value);
    string ToJson(object value);
}
