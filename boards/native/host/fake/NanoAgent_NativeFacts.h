// As much of the interpreter as the native bodies see; the real file is written by the metadata processor.
#pragma once

typedef int HRESULT;

class CLR_RT_TypedArray_UINT8
{
  public:
    CLR_RT_TypedArray_UINT8(unsigned char *bytes, unsigned int count) : _bytes(bytes), _count(count)
    {
    }

    unsigned int GetSize()
    {
        return _count;
    }

    unsigned char *GetBuffer()
    {
        return _bytes;
    }

  private:
    unsigned char *_bytes;
    unsigned int _count;
};
