/* The engine's own exponential, logarithm and power. They use + − × ÷ and the bits of numbers only, so that every processor,
   compiler and C library gives the same bits; a mathematics library's differ in the last place from one to the next.
   Errors are below 0.85 units in the last place, below 1 where a result is too small to be normal. NaN goes through. */
#ifndef BASE_ELEMENTARY_H
#define BASE_ELEMENTARY_H

/* e^x; infinity above 709.78, 0 below −745.13. */
double exponential(double x);

/* e^x − 1, without loss where x is near 0; infinity above 709.78. */
double exponential_less_one(double x);

/* Natural logarithm: −infinity at 0, NaN below. */
double logarithm(double x);

/* ln(1 + x), without loss where x is near 0: −infinity at −1, NaN below. */
double logarithm_of_one_plus(double x);

/* base^exponent, any exponent; NaN where the base is below 0. 0^0 is 1. */
double power(double base, double exponent);

/* 10^exponent, the double nearest to it from −22 to 22. */
double power_of_ten(int exponent);

/* Of |x| = d.ddd × 10^e, the e; x is not 0 and finite. */
int decimal_exponent(double x);

#endif
