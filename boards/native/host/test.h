// A test is a sentence and a body. Exit code 1 when one failed; each failure names sentence, line, need and got.
#pragma once

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

struct Test
{
    std::string sentence;
    std::function<void()> body;
};

inline std::vector<Test> &Tests()
{
    static std::vector<Test> tests;
    return tests;
}

inline int &Failures()
{
    static int failures = 0;
    return failures;
}

inline std::string &Current()
{
    static std::string current;
    return current;
}

struct Registration
{
    Registration(const char *sentence, std::function<void()> body)
    {
        Tests().push_back({sentence, std::move(body)});
    }
};

inline void Same(int need, int got, int line)
{
    if (need != got)
    {
        Failures()++;
        std::printf("FAILED %s, line %d: need %d, got %d\n", Current().c_str(), line, need, got);
    }
}

inline int RunAll(const std::function<void()> &reset)
{
    for (const Test &test : Tests())
    {
        reset();
        Current() = test.sentence;
        test.body();
    }

    std::printf("%zu tests, %d failures\n", Tests().size(), Failures());
    return Failures() == 0 && !Tests().empty() ? 0 : 1;
}

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
#define TEST(sentence) static void JOIN(Body, __LINE__)(); static Registration JOIN(Registered, __LINE__)(sentence, JOIN(Body, __LINE__)); static void JOIN(Body, __LINE__)()
#define SAME(need, got) Same(need, got, __LINE__)
